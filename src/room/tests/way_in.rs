//! Where guests join: true whenever it is shown, and looked up only for a lobby that somebody sees.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::Claim;
use super::*;

/// A house whose address changes.
#[derive(Debug, Default)]
struct OnTheMove {
    address: Mutex<Option<String>>,
    looked_up: AtomicUsize,
}

impl OnTheMove {
    fn to(&self, address: Option<&str>) {
        *self.address.lock().unwrap() = address.map(ToOwned::to_owned);
    }
}

impl JoinAddress for OnTheMove {
    fn join_url(&self, code: RoomCode, used: Option<&str>) -> Option<String> {
        self.looked_up.fetch_add(1, Ordering::Relaxed);
        let own = self.address.lock().unwrap().clone();
        let base = used.map(ToOwned::to_owned).or(own)?;
        Some(format!("{base}/{code}"))
    }
}

/// A house at that address, and its rooms.
fn house_at(address: &str) -> (Arc<OnTheMove>, Rooms) {
    let house = Arc::new(OnTheMove::default());
    house.to(Some(address));
    let rooms = rooms_with(|options| options.join_address = Arc::clone(&house) as _);
    (house, rooms)
}

/// Waits for a state with that way in.
async fn leads_to(client: &mut Client, address: Option<&str>) {
    let room = client.state["room"].as_str().unwrap().to_owned();
    let url = address.map(|address| format!("{address}/{room}"));
    client.state(|state| state["join_url"] == json!(url)).await;
}

#[tokio::test(start_paused = true)]
async fn a_change_of_address_shows_in_the_lobby_within_ten_seconds() {
    let (house, rooms) = house_at("http://10.0.0.1");
    let mut party = Party::in_house(&rooms, 1).await;
    for address in [None, Some("http://10.0.0.2"), Some("http://10.0.0.3")] {
        house.to(address);
        let changed = Instant::now();
        leads_to(&mut party.host, address).await;
        assert!(changed.elapsed() <= seconds(10), "{:?}", changed.elapsed());
        leads_to(&mut party.players[0], address).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_display_gets_a_new_address_too() {
    let (house, rooms) = house_at("http://10.0.0.1");
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    let mut display = Client::watch(&room).await;
    house.to(Some("http://10.0.0.2"));
    leads_to(&mut display, Some("http://10.0.0.2")).await;
}

#[tokio::test(start_paused = true)]
async fn the_address_that_the_screen_uses_itself_is_offered_first() {
    let (_, rooms) = house_at("http://10.0.0.1");
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    let mut tv = Client::new();
    let resume = || Claim::Resume(new.host_token.clone());
    tv.claim_from(&room, resume(), "http://tv.local").await;
    tv.expect("state").await;
    leads_to(&mut tv, Some("http://tv.local")).await;
    // A laptop on the server's own machine comes by an address that means nothing to phones.
    let mut laptop = Client::resume(&room, &new.host_token).await;
    leads_to(&mut laptop, Some("http://tv.local")).await;
    drop(tv);
    leads_to(&mut laptop, Some("http://10.0.0.1")).await;
}

#[tokio::test(start_paused = true)]
async fn a_screen_that_polls_is_asked_for_its_address_too() {
    let (_, rooms) = house_at("http://10.0.0.1");
    let new = rooms.create().unwrap();
    let room = rooms.of_token(&new.host_token).unwrap();
    let polled = async |came_by: Option<&str>| {
        let poll = room.poll(new.host_token.clone(), came_by.map(Arc::from));
        let state: Value = serde_json::from_str(&poll.await.unwrap().unwrap().state).unwrap();
        state["join_url"].as_str().unwrap().to_owned()
    };
    assert!(
        polled(Some("http://tv.local"))
            .await
            .starts_with("http://tv.local/")
    );
    assert!(polled(None).await.starts_with("http://10.0.0.1/"));
}

#[tokio::test(start_paused = true)]
async fn nobody_but_the_screen_leads_guests_elsewhere() {
    let (_, rooms) = house_at("http://10.0.0.1");
    let mut party = Party::in_house(&rooms, 1).await;
    for claim in [Claim::Watch, client::join("Zoe")] {
        let mut stranger = Client::new();
        stranger
            .claim_from(&party.room, claim, "http://evil.local")
            .await;
        pass(seconds(20)).await;
        leads_to(&mut party.host, Some("http://10.0.0.1")).await;
    }
}

#[tokio::test(start_paused = true)]
async fn only_a_lobby_on_a_screen_makes_anybody_look() {
    let (house, rooms) = house_at("http://10.0.0.1");
    let looks_in = async |time| {
        let before = house.looked_up.load(Ordering::Relaxed);
        pass(time).await;
        house.looked_up.load(Ordering::Relaxed) - before
    };
    let mut party = Party::in_house(&rooms, 4).await;
    let minute = looks_in(seconds(60)).await;
    assert!((10..=14).contains(&minute), "{minute}");
    party.question().await;
    assert_eq!(looks_in(seconds(60)).await, 0);
    party.admin("skip_to_vote").await;
    party.phase("VOTE").await;
    party.convict_the_spy().await;
    party.phase("SCORING").await;
    party.admin("end_game").await;
    party.phase("END").await;
    assert_eq!(looks_in(seconds(60)).await, 0);
    let phones_only = Party::in_house(&rooms, 2).await;
    drop((party, phones_only.host));
    pass(seconds(1)).await;
    assert_eq!(looks_in(seconds(60)).await, 0);
    drop(phones_only.players);
}
