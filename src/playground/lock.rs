//! Which packages the runtime has: what Pyodide's own list says of the wheels that are in its folder.

use serde_json::{Map, Value, json};

/// The list cut to the packages whose wheels are there. Says which wheel it does not know.
pub(super) fn of_wheels(mut lock: Value, wheels: &[String]) -> Result<String, String> {
    let all = lock["packages"].take();
    let mut packages = Map::new();
    for wheel in wheels {
        let found = all.as_object().and_then(|all| {
            let mut all = all.iter();
            all.find(|(_, package)| package["file_name"] == **wheel)
        });
        let Some((name, package)) = found else {
            return Err(format!(
                "its `pyodide-lock.json` does not know the wheel `{wheel}`; take the one of that release"
            ));
        };
        packages.insert(name.clone(), package.clone());
    }
    let lock = json!({ "info": lock["info"], "packages": packages });
    Ok(lock.to_string())
}
