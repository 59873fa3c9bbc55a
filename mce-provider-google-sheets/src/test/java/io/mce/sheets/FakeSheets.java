package io.mce.sheets;

import com.google.gson.Gson;
import io.mce.spi.tck.LeadRemote;
import io.mce.spi.tck.LoopbackHttp;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Google's token endpoint and as much of the Sheets API as is documented for reading one sheet:
 * trailing empty cells and rows are left out, an empty row in the middle is an empty list, numbers
 * are numbers.
 */
final class FakeSheets implements LeadRemote {

  static final String EMAIL = "mce@project.iam.gserviceaccount.com";
  static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
  private static final String KEY = key();
  private static final Gson GSON = new Gson();

  private final List<List<@Nullable Object>> cells = new ArrayList<>();
  private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<LoopbackHttp.Response>> next =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger tokens = new AtomicInteger();
  private final LoopbackHttp http = LoopbackHttp.start(this::answer);
  private volatile String tab = "Form responses 1";
  private volatile String query = "";

  FakeSheets() {
    row("Name", "Phone", "Email");
  }

  SheetsFactory factory() {
    return new SheetsFactory(URI.create(http.url() + "/"), URI.create(http.url() + "/token"));
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spreadsheet", "https://docs.google.com/spreadsheets/d/" + ID + "/edit#gid=0");
    settings.put("serviceAccountKey", KEY);
    settings.put("interval", "1m");
    return settings;
  }

  Map<String, String> settings(String name, String value) {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put(name, value);
    return settings;
  }

  /** Appends a row. */
  synchronized void row(@Nullable Object... values) {
    cells.add(new ArrayList<@Nullable Object>(Arrays.asList(values)));
  }

  /** The rows, the header first, to be changed as people do. */
  List<List<@Nullable Object>> cells() {
    return cells;
  }

  void tab(String name) {
    tab = name;
  }

  void answerNext(int status, Map<String, String> headers, String body) {
    next.set(Optional.of(new LoopbackHttp.Response(status, headers, body)));
  }

  int reads() {
    return reads.get();
  }

  int tokens() {
    return tokens.get();
  }

  /** What the last reading of cells asked for. */
  String query() {
    return query;
  }

  @Override
  public synchronized void add(String name, String phone) {
    row(name, phone);
  }

  @Override
  public void failNext(Fault what) {
    fault.set(Optional.of(what));
  }

  @Override
  public void goAway() {
    http.goAway();
  }

  @Override
  public void close() {
    http.close();
  }

  private LoopbackHttp.Response answer(LoopbackHttp.Request request) {
    if (request.path().equals("/token")) {
      tokens.incrementAndGet();
      return request.body().contains("jwt-bearer") && request.body().contains("assertion=")
          ? json(200, "{\"access_token\":\"ya29.t\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")
          : json(400, "{\"error\":\"invalid_grant\"}");
    }
    Optional<LoopbackHttp.Response> scripted = next.getAndSet(Optional.empty());
    if (scripted.isPresent()) {
      return scripted.get();
    }
    Optional<Fault> now = fault.getAndSet(Optional.empty());
    if (now.isPresent()) {
      return failed(now.get());
    }
    if (!"Bearer ya29.t".equals(request.headers().get("Authorization"))) {
      return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    }
    String path = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
    if (!path.startsWith("/v4/spreadsheets/" + ID)) {
      return error(404, "NOT_FOUND", "Requested entity was not found.");
    }
    return path.contains("/values/") ? values(path) : spreadsheet();
  }

  private LoopbackHttp.Response failed(Fault what) {
    return switch (what) {
      case TOO_OFTEN ->
          new LoopbackHttp.Response(
              429,
              Map.of("Content-Type", "application/json", "Retry-After", "30"),
              body(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'"));
      case FORBIDDEN -> error(403, "PERMISSION_DENIED", "The caller does not have permission");
      case BROKEN, LOST -> error(503, "UNAVAILABLE", "The service is currently unavailable.");
      case GARBLED ->
          new LoopbackHttp.Response(
              200, Map.of("Content-Type", "text/html"), "<html>Sign in to the network</html>");
    };
  }

  private LoopbackHttp.Response spreadsheet() {
    return json(
        200,
        GSON.toJson(
            Map.of(
                "properties", Map.of("title", "Leads"),
                "sheets",
                    List.of(
                        Map.of(
                            "properties",
                            Map.of(
                                "sheetId",
                                0,
                                "title",
                                tab,
                                "gridProperties",
                                Map.of("rowCount", 1000)))))));
  }

  private synchronized LoopbackHttp.Response values(String path) {
    reads.incrementAndGet();
    query = path;
    if (!path.contains("/values/'" + tab.replace("'", "''") + "'")) {
      return error(400, "INVALID_ARGUMENT", "Unable to parse range");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : cells) {
      List<Object> filled = new ArrayList<>();
      row.forEach(cell -> filled.add(cell == null ? "" : cell));
      while (!filled.isEmpty() && filled.getLast().equals("")) {
        filled.removeLast();
      }
      rows.add(filled);
    }
    while (!rows.isEmpty() && rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("range", "'" + tab + "'!A1:Z1000");
    answer.put("majorDimension", "ROWS");
    if (!rows.isEmpty()) {
      answer.put("values", rows);
    }
    return json(200, GSON.toJson(answer));
  }

  private static LoopbackHttp.Response error(int status, String reason, String message) {
    return json(status, body(status, reason, message));
  }

  private static String body(int status, String reason, String message) {
    return GSON.toJson(
        Map.of("error", Map.of("code", status, "message", message, "status", reason)));
  }

  private static LoopbackHttp.Response json(int status, String body) {
    return new LoopbackHttp.Response(
        status, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
  }

  /** A key file as Google Cloud makes it, of a key that nobody else has. */
  private static String key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String pem =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
      Map<String, String> file = new LinkedHashMap<>();
      file.put("type", "service_account");
      file.put("project_id", "project");
      file.put("private_key_id", "0123456789abcdef");
      file.put(
          "private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
      file.put("client_email", EMAIL);
      file.put("client_id", "1234567890");
      // Somewhere else: a key file must not decide where the key is used.
      file.put("token_uri", "http://203.0.113.1/token");
      return new Gson().toJson(file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
