package dev.seep.web.http;

import java.util.List;
import java.util.Map;

/// What people without a token see: a field for it. It stands in the place of every view, so that a
/// shared link leads to its view after the login.
public final class LoginPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
      main { width: min(22rem, 90vw); }
      label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
      input, button { padding: .5rem .75rem; margin-top: .5rem; }
      #said { min-height: 1.5em; }
      """;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Seep: log in</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="/-/login.css"><script src="/-/login.js" defer></script></head>
      <body><main><h1>Seep</h1>
      <form id="login"><label for="token">Token</label>
      <input id="token" type="password" autocomplete="current-password" required autofocus>
      <button>Log in</button></form>
      <p id="said" role="alert"></p>
      <noscript><p>The page needs JavaScript.</p></noscript></main></body></html>
      """;

  /// A link from another site comes without the strict cookie: a request of our own has it, and
  /// then the view is opened again from here.
  private static final String SCRIPT =
      """
      'use strict';
      const view = location.pathname === '/-/login' ? '/' : location.href;
      fetch('/api/v1/host').then((answer) => { if (answer.ok) location.replace(view); });
      document.getElementById('login').addEventListener('submit', async (event) => {
        event.preventDefault();
        const said = document.getElementById('said');
        const answer = await fetch('/-/login', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ token: document.getElementById('token').value }),
        }).catch(() => null);
        if (answer && answer.ok) { location.replace(view); return; }
        const told = answer ? await answer.json().catch(() => null) : null;
        said.textContent = told ? told.error.why + '. ' + told.error.mend : 'Seep does not answer.';
      });
      """;

  private static final String HTML = "text/html; charset=utf-8";

  private LoginPage() {}

  public static List<Route> routes(TokenGate gate) {
    return List.of(
        Route.get("/-/login", (_, _) -> Answer.of(200, HTML, Front.utf8(PAGE))).openToAll(),
        Route.get(
                "/-/login.js",
                (_, _) -> Answer.of(200, "text/javascript; charset=utf-8", Front.utf8(SCRIPT)))
            .openToAll(),
        Route.get(
                "/-/login.css",
                (_, _) -> Answer.of(200, "text/css; charset=utf-8", Front.utf8(STYLE)))
            .openToAll(),
        Route.post("/-/login", (request, _) -> login(gate, request)).openToAll(),
        Route.post("/-/logout", (_, _) -> Answer.empty(204).with("Set-Cookie", gate.logout()))
            .openToAll());
  }

  private static Answer login(TokenGate gate, Request request) {
    if (gate.isOpenToAll()) {
      return Answer.empty(204);
    }
    Map<String, Object> fields = JsonInput.object(request.body());
    String token = JsonInput.text(fields, "token", "");
    return Answer.empty(204).with("Set-Cookie", gate.login(request, token));
  }

  static Answer unauthorised(Refusal refusal) {
    Answer answer = Answer.of(refusal.status(), HTML, Front.utf8(PAGE));
    refusal.headers().forEach(answer::with);
    return answer;
  }
}
