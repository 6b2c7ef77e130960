//! What the JSON Schema of the messages says beyond what their types say.

use schemars::Schema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::admin_action::AdminAction;

/// An action that is done to somebody needs a name.
pub(super) fn player_where_needed(admin: &mut Schema) {
    let actions = schemars::schema_for!(AdminAction);
    let actions = actions.get("oneOf").and_then(Value::as_array);
    let names = actions.into_iter().flatten().map(|action| &action["const"]);
    let needs_player =
        |name: &&Value| AdminAction::deserialize(*name).is_ok_and(AdminAction::needs_player);
    let names: Vec<&Value> = names.filter(needs_player).collect();
    let condition = json!({ "properties": { "action": { "enum": names } } });
    let consequence = json!({
        "properties": { "player_name": { "type": "string" } },
        "required": ["player_name"],
    });
    admin.insert("if".to_owned(), condition);
    admin.insert("then".to_owned(), consequence);
}
