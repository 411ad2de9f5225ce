package dev.seep.watch.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// What is said of mistakes, word by word.
final class BadFilesTest {

  static Stream<Arguments> singleMistakes() {
    return Stream.of(of("intervall: 5s", "x"));
  }

  private static Arguments of(String yaml, String problem) {
    return Arguments.of(yaml, problem);
  }

  @Test
  void show() {
    String[] all = {
      "intervall: 5s",
      "zzz: 5s",
      "route: {receiver: a}",
      "max-age: 3d",
      "interval: 5",
      "interval: soon",
      "interval: 100ms",
      "interval:",
      "interval: [5s]",
      "interval: 5s\ninterval: 6s",
      "history: 5",
      "history: {max_bytes: 1 potato}",
      "history: {max_bytes: 1MB}",
      "history: {max_bytes: 1000000}",
      "history: {max-age: 3d}",
      "insecure: yes",
      "insecure: 'true'",
      "listen: 7337",
      "listen: localhost",
      "listen: 0.0.0.0:7337",
      "listen: 0.0.0.0:7337\ntoken: abc",
      "hunts: {at_once: 99}",
      "hunts: {at_once: 9999999999999999999}",
      "hunts: {at_once: 1.5}",
      "hunts: {cpu_share: .nan}",
      "hunts: {cpu_share: 0}",
      "hunts: {cpu_share: much}",
      "watching: {include: {commands: ['a[']}}",
      "watching: {include: {commands: nginx}}",
      "labels: {a-b: c}",
      "labels: {a: 7}",
      "labels: {a: b, a: c}",
      "[1, 2]: x",
      "- a",
      "just text",
      "token: 7",
      "token: a\ntoken_file: /dev/null",
      "token_file: /nowhere/at/all",
      "token_file: /etc",
      "external_url: 'ftp://x'",
      "alerting: {route: {receiver: opz}, receivers: [{name: ops}]}",
      "alerting: {route: {receiver: ops}}",
      "alerting: {receivers: [{name: ops}]}",
      "alerting: {receivers: [{name: ops}, {name: ops}], route: {receiver: ops}}",
      "alerting: {route: {matchers: ['a=b']}}",
      "alerting: {route: {routes: [{matchers: ['a']}]}}",
      "alerting: {route: {routes: [{matchers: ['a=~\"(\"']}]}}",
      "alerting: {route: {mute_time_intervals: [night]}}",
      "alerting: {time_intervals: [{name: n, time_intervals: [{location: Mars/Base, weekdays: [someday], times: [{start_time: '25:00', end_time: '01:00'}]}]}]}",
      "alerting: {time_intervals: [{name: n, time_intervals: [{times: [{start_time: '05:00', end_time: '05:00'}], days_of_month: ['5:1', '1:2:3']}]}]}",
      "alerting: {receivers: [{name: o, email_configs: [{smarthost: mail, from: me, to: []}]}], route: {receiver: o}}",
      "alerting: {receivers: [{name: o, email_configs: [{smarthost: 'mail:25', from: a@b, to: a@b, auth_username: u}]}], route: {receiver: o}}",
      "alerting: {receivers: [{name: o, slack_configs: [{}]}], route: {receiver: o}}",
      "alerting: {receivers: [{name: o, slack_configs: [{api_url: hush}]}], route: {receiver: o}}",
      "alerting: {receivers: [{name: o, webhook_configs: [{url: 'http://x', method: GET}]}], route: {receiver: o}}",
      "remote_write: [{url: 'http://u:p@x'}]",
      "remote_write: [{}]",
      "remote_write: [{url: 'http://x', basic_auth: {username: 'a:b', password: x}, authorization: {credentials: y}}]",
      "remote_write: [{url: 'http://x', headers: {Host: secret}}]",
      "otlp: {endpoint: 'http://x', queue_config: {min_backoff: 2m}}",
      "a: b: c",
      "interval: 5s\n\tlisten: x",
      "a: [1",
      "interval: !!bool maybe",
      "hunts: {at_once: !!int abc}",
      "---\ninterval: 5s\n---\ninterval: 6s",
      "a: *nobody",
      "<<: {a: b}",
      "interval: !!int 5s",
      "interval: !mine 5s",
      "a: \u0001",
      "?",
      "interval: \"\\x1b[31m\"",
    };
    for (String one : all) {
      System.out.println("CASE " + one.replace("\n", "\\n").replace("\t", "\\t"));
      Parsed.problems(one).forEach(it -> System.out.println("   P " + it));
      Parsed.warnings(one).forEach(it -> System.out.println("   W " + it));
    }
  }
}
