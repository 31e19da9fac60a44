//! Flags, then the environment, then a profile; the key is never shown.

use crate::support::{World, assert_session};

const CONFIG: &str = ".config/flatfile-jobs/config.toml";
const CANARY: &str = "sk_canary_7f3e9d1c5b";

#[test]
fn without_a_key_it_says_what_to_do() {
    let world = World::new();
    let ran = world.command(&["list"]).without("FLATFILE_API_KEY").run();
    let json = world.command(&["list", "--json"]).without("FLATFILE_API_KEY").run();
    assert_session("settings/no-key", &(world.plain(&ran) + "\n" + &world.plain(&json)));
}

#[test]
fn bad_settings_are_named() {
    let world = World::new();
    let session = world.session(&[
        &["list", "--url", "ftp://x"],
        &["list", "--url", "http://api.example.test"],
        &["list", "--key-file", "nowhere"],
        &["list", "--profile", "nowhere"],
        &["list", "--config-file", "nowhere.toml"],
        &["list", "--timeout", "soon"],
        &["list", "--timeout", "0s"],
    ]);
    assert_session("settings/bad", &session);
}

#[test]
fn a_profile_does_without_an_environment() {
    let world = World::new();
    world.write(".config/flatfile-jobs/sandbox.key", "sk_sandbox\n");
    let url = world.sandbox.url();
    world.write(CONFIG, &format!("[profiles.default]\nkey-file = 'sandbox.key'\nurl = '{url}'\n"));
    let bare = |arguments: &[&str]| {
        world.command(arguments).without("FLATFILE_API_KEY").without("FLATFILE_API_URL").run()
    };
    bare(&["list"]).done();
    // The environment goes before it, and an option before both.
    let doctor = world.run(&["doctor"]).done();
    assert!(doctor.stdout.contains("from `FLATFILE_API_KEY`"), "{doctor}");
    let doctor = world.run(&["doctor", "--url", &url]).done();
    assert!(doctor.stdout.contains("from `--url`"), "{doctor}");
    // One that is named goes before the environment.
    let doctor = world.run(&["doctor", "--profile", "default"]).done();
    assert!(doctor.stdout.contains("from profile `default`"), "{doctor}");
    let named = world.command(&["doctor"]).variable("FLATFILE_PROFILE", "default").run();
    assert!(named.stdout.contains("from `FLATFILE_API_KEY`"), "{named}");
    assert!(named.stdout.contains("profile      `default`"), "{named}");
}

#[test]
fn a_default_profile_can_have_a_name() {
    let world = World::new();
    let url = world.sandbox.url();
    let text = format!(
        "default-profile = 'sandbox'\n[profiles.sandbox]\nkey = 'sk_sandbox'\nurl = '{url}'\n\
        timeout = '10s'\nretries = 1\n[profiles.other]\nkey = '{CANARY}'\n"
    );
    world.write(CONFIG, &text);
    let ran = world.command(&["list"]).without("FLATFILE_API_KEY").run().done();
    assert!(!ran.to_string().contains("sk_"), "{ran}");
    let unknown = world.run(&["list", "--profile", "none"]);
    assert!(unknown.stderr.contains("the profiles there: other, sandbox"), "{unknown}");
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_pointed_out() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::new();
    let file = world.write("my.key", "sk_sandbox");
    let set = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
    set(0o644).unwrap();
    let ran = world.run(&["list", "--key-file", &file]).done();
    assert!(ran.stderr.contains("chmod 600"), "{ran}");
    set(0o600).unwrap();
    let ran = world.run(&["list", "--key-file", &file]).done();
    assert!(!ran.stderr.contains("chmod 600"), "{ran}");
}

#[test]
fn a_key_is_never_shown() {
    let world = World::new();
    let key = world.write("my.key", CANARY);
    let broken = [
        format!("[profiles.default]\nkey = {CANARY}\n"),
        format!("[profiles.default]\nkey = ['{CANARY}']\n"),
        format!("[profiles.default]\nkey = '{CANARY}\n"),
        format!("[profiles.default]\nkey = '{CANARY}'\nkey-file = 'x'\n"),
        format!("[profiles.default]\nkey = '{CANARY}'\nurl = 'ftp://x'\n"),
        format!("[profiles]\ndefault = '{CANARY}'\n"),
    ];
    let mut runs = vec![
        world.run(&["list", "--key-file", &key]),
        world.run(&["list", "--key-file", &key, "--verbose"]),
        world.run(&["doctor", "--key-file", &key, "--json"]),
        world.run(&["get", CANARY, "--key-file", &key]),
        world
            .command(&["fail", "-", "-m", "x", "--verbose"])
            .variable("FLATFILE_API_KEY", CANARY)
            .input("a\nb\n")
            .run(),
        world
            .command(&["list"])
            .variable("FLATFILE_API_URL", CANARY)
            .variable("FLATFILE_API_KEY", CANARY)
            .run(),
    ];
    for text in broken {
        world.write(CONFIG, &text);
        runs.push(
            world.command(&["list"]).without("FLATFILE_API_KEY").without("FLATFILE_API_URL").run(),
        );
    }
    for ran in runs {
        assert_ne!(ran.status, Some(0), "{ran}");
        let shown = ran.stdout.clone() + &ran.stderr;
        assert!(!shown.contains(CANARY), "{ran}");
    }
}

#[test]
fn with_json_a_wrong_command_line_is_json_too() {
    let world = World::new();
    for arguments in [
        &["fail", "--json"][..],
        &["list", "--json", "--nonsense"],
        &["--json", "nonsense"],
        &["list", "--limit", "x", "--json"],
    ] {
        let ran = world.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{ran}");
        let line: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
        assert_eq!(line["error"]["kind"], "input", "{ran}");
        let message = line["error"]["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.starts_with("error"), "{ran}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn profiles_that_do_not_end_are_not_read_to_their_end() {
    let world = World::new();
    let ran = world.run(&["list", "--config-file", "/dev/zero"]);
    assert_eq!(ran.status, Some(3), "{ran}");
    assert!(ran.stderr.contains("cannot be read: it has more than 64 MiB"), "{ran}");
}

#[test]
fn a_key_in_the_wrong_place_is_not_repeated() {
    let world = World::new();
    let key = "sk_live_1234567890";
    for profile in [
        format!("{key} = 1\n"),
        format!("[profiles.default]\n{key} = 1\n"),
        format!("default-profile = \"x\"\n[profiles.{key}]\n"),
    ] {
        let file = world.write("profiles.toml", &profile);
        let ran = world.run(&["list", "--config-file", &file]);
        assert_eq!(ran.status, Some(3), "{ran}");
        assert!(!ran.stderr.contains("1234567890"), "{ran}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_path_that_is_no_text_is_a_path() {
    use std::os::unix::ffi::OsStrExt;

    let world = World::new();
    let file = world.file("").join(std::ffi::OsStr::from_bytes(b"k\xff.key"));
    std::fs::write(&file, world.sandbox.token()).unwrap();
    let mut command = world.command(&["list"]).without("FLATFILE_API_KEY").into_command();
    let output = command.arg("--key-file").arg(&file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}
