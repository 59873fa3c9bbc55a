package io.mce.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import io.mce.spi.tck.NetworkRemote;
import io.mce.spi.tck.RecordingContext;
import io.mce.spi.tck.RemoteMessage;
import io.mce.spi.tck.WebhookVariants;
import io.mce.spi.wire.WireWatch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Twilio, as its documentation describes it: the API of messages, templates and numbers. */
final class TwilioRemote implements NetworkRemote, WebhookVariants {

  static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  static final String TOKEN = "token-5d41402abc4b2a76b9719d911017c592";
  static final String OTHER_TOKEN = "token-7d793037a0760186574b0282f2f435e7";
  static final String SENDER = "+14155550100";
  static final String WELCOME = "HX00000000000000000000000000000001";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PHONE = "+5511912345678";

  private final TwilioMedium medium;
  private final Map<String, String> changed;
  private final WireWatch watch = TwilioWire.watch();
  private final LoopbackHttp http = LoopbackHttp.start(watch, this::answer);
  private final Map<String, Map<String, List<String>>> messages = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> states = new HashMap<>();
  private final Map<String, Response> pages = new HashMap<>();
  private final List<LoopbackHttp.Request> requests = new ArrayList<>();
  private int posted;

  TwilioRemote(TwilioMedium medium, Map<String, String> changed) {
    this.medium = medium;
    this.changed = changed;
    json(Map.of()); // Loads what the first answer needs, which would else come late.
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("accountSid", ACCOUNT);
    settings.put("authToken", TOKEN);
    settings.put("secondAuthToken", OTHER_TOKEN);
    settings.put("sender", SENDER);
    settings.put("apiUrl", http.url().toString());
    // The kit waits for one that hangs where a send, three requests for WhatsApp, ends in 5
    // seconds.
    settings.put("timeout", medium == TwilioMedium.SMS ? "3s" : "1300ms");
    settings.putAll(changed);
    return settings;
  }

  @Override
  public Address recipient() {
    return Address.phone(PHONE);
  }

  @Override
  public synchronized List<RemoteMessage> accepted() {
    return messages.entrySet().stream()
        .map(entry ->
            new RemoteMessage(
                entry.getKey(),
                one(entry.getValue(), "To").replace("whatsapp:", ""),
                one(entry.getValue(), "Body")))
        .toList();
  }

  @Override
  public int requests() {
    return http.requests();
  }

  @Override
  public Map<ErrorKind, Runnable> refusals() {
    Map<ErrorKind, Runnable> refusals = new HashMap<>();
    refusals.put(ErrorKind.UNAUTHORIZED, () -> refuse(401, 20003));
    refusals.put(ErrorKind.ACCOUNT_SUSPENDED, () -> refuse(403, 30002));
    refusals.put(ErrorKind.SENDER_NOT_REGISTERED, () -> refuse(400, 63007));
    refusals.put(ErrorKind.DESTINATION_NOT_ALLOWED, () -> refuse(400, 21408));
    refusals.put(ErrorKind.UNREACHABLE, () -> refuse(400, 21608));
    refusals.put(ErrorKind.INVALID_RECIPIENT, () -> refuse(400, 21211));
    refusals.put(ErrorKind.OPTED_OUT, () -> refuse(400, 21610));
    refusals.put(ErrorKind.WINDOW_CLOSED, () -> refuse(400, 63016));
    refusals.put(ErrorKind.FILTERED, () -> refuse(400, 30007));
    refusals.put(ErrorKind.TEMPLATE_UNUSABLE, () -> refuse(400, 63027));
    refusals.put(ErrorKind.CONTENT_REJECTED, () -> refuse(400, 63019));
    refusals.put(ErrorKind.INVALID_REQUEST, () -> refuse(400, 21617));
    refusals.put(ErrorKind.RATE_LIMITED, () -> refuse(429, 20429));
    refusals.put(ErrorKind.REFUSED, () -> refuse(400, 29999));
    refusals.put(ErrorKind.OUTCOME_UNKNOWN, () -> http.answerNext(Response.of(500, "oops")));
    return refusals;
  }

  /** Answers the next request with an error; Twilio's sentence quotes the number. */
  void refuse(int status, int code) {
    answerNext(
        status,
        Map.of("Retry-After", "7"),
        Map.of(
            "code",
            code,
            "message",
            "The 'To' number " + PHONE + " is not what it should be",
            "more_info",
            "https://www.twilio.com/docs/errors/" + code,
            "status",
            status));
  }

  void answerNext(int status, Map<String, String> headers, Map<String, ?> body) {
    http.answerNext(new Response(status, headers, json(body)));
  }

  void answerNext(Response response) {
    http.answerNext(response);
  }

  /** From now on a message is so. */
  synchronized void change(String sid, Map<String, Object> fields) {
    states.put(sid, fields);
  }

  /** From now on a path is answered so, with the query given or with any. */
  synchronized void serve(String path, Response response) {
    pages.put(path, response);
  }

  URI url() {
    return http.url();
  }

  /** Every request so far, in the order in which they came. */
  synchronized List<LoopbackHttp.Request> received() {
    return List.copyOf(requests);
  }

  @Override
  public void goAway() {
    http.goAway();
  }

  @Override
  public void loseNextAnswer() {
    http.loseNextAnswer();
  }

  @Override
  public void hangNext() {
    http.hangNext();
  }

  @Override
  public List<WebhookRequest> inbound(Address from, String text) {
    posted++;
    return List.of(inbound(Map.of("From", medium.write(from.value()), "Body", text)));
  }

  /** What somebody wrote, with the fields that Twilio always posts and these. */
  WebhookRequest inbound(Map<String, String> fields) {
    Map<String, String> form = new TreeMap<>();
    String sid = "SM%032x".formatted(0xabc000 + posted);
    form.put("MessageSid", sid);
    form.put("SmsMessageSid", sid);
    form.put("SmsSid", sid);
    form.put("SmsStatus", "received");
    form.put("AccountSid", ACCOUNT);
    form.put("ApiVersion", "2010-04-01");
    form.put("From", medium.write(PHONE));
    form.put("To", medium.write(SENDER));
    form.put("FromCountry", "BR");
    form.put("NumMedia", "0");
    form.put("NumSegments", "1");
    form.putAll(fields);
    return TwilioPosts.signed(RecordingContext.WEBHOOK_URL, TwilioPosts.form(form), TOKEN);
  }

  /** SMS has no read receipts. */
  @Override
  public List<WebhookRequest> report(String remoteId, ReceiptStatus status) {
    if (medium == TwilioMedium.SMS && status == ReceiptStatus.READ) {
      return List.of();
    }
    String word = status == ReceiptStatus.FAILED ? "undelivered" : status.name();
    return List.of(report(remoteId, word.toLowerCase(Locale.ROOT), Map.of("ErrorCode", "30005")));
  }

  /** A status callback, with the fields that Twilio always posts and these. */
  WebhookRequest report(String sid, String status, Map<String, String> fields) {
    Map<String, List<String>> message;
    synchronized (this) {
      message = Optional.ofNullable(messages.get(sid)).orElseThrow();
    }
    Map<String, String> form = new TreeMap<>();
    form.put("MessageSid", sid);
    form.put("SmsSid", sid);
    form.put("MessageStatus", status);
    form.put("SmsStatus", status);
    form.put("AccountSid", ACCOUNT);
    form.put("ApiVersion", "2010-04-01");
    form.put("From", medium.write(SENDER));
    form.put("To", one(message, "To"));
    if (status.equals("undelivered") || status.equals("failed")) {
      form.putAll(fields);
    }
    return TwilioPosts.signed(
        URI.create(one(message, "StatusCallback")), TwilioPosts.form(form), TOKEN);
  }

  @Override
  public Optional<WebhookVariants> webhookVariants() {
    return Optional.of(this);
  }

  @Override
  public WebhookRequest withUnknownField(WebhookRequest genuine) {
    return TwilioPosts.signed(genuine.url(), genuine.text() + "&ShoeSize=44&ShoeSize=43", TOKEN);
  }

  @Override
  public WebhookRequest unknownEvent() {
    String body =
        TwilioPosts.form(
            new TreeMap<>(Map.of("AccountSid", ACCOUNT, "EventType", "TYPING_STARTED")));
    return TwilioPosts.signed(RecordingContext.WEBHOOK_URL, body, TOKEN);
  }

  @Override
  public WebhookRequest signedWithAnotherSecret(WebhookRequest genuine) {
    return TwilioPosts.signed(genuine.url(), genuine.text(), "token-of-somebody-else");
  }

  /** What was asked for so far, each as it should be. */
  Set<String> operations() {
    return watch.seen();
  }

  @Override
  public void close() {
    http.close();
    watch.requireRight();
  }

  private synchronized Response answer(LoopbackHttp.Request request) {
    requests.add(request);
    String path = request.path().replaceFirst("\\?.*", "");
    Response page = pages.getOrDefault(request.path(), pages.get(path));
    if (page != null) {
      return page;
    }
    if (!authorized(request)) {
      return Response.of(
          401, json(Map.of("code", 20003, "message", "Authenticate", "status", 401)));
    }
    String account = "/2010-04-01/Accounts/" + ACCOUNT;
    if (path.equals(account + "/Messages.json")) {
      return request.method().equals("POST") ? take(request) : Response.of(200, NO_MESSAGES);
    }
    if (path.startsWith(account + "/Messages/")) {
      return message(path.replaceFirst(".*/", "").replace(".json", ""));
    }
    if (path.equals(account + ".json")) {
      return Response.of(200, json(Map.of("sid", ACCOUNT, "status", "active", "type", "Full")));
    }
    if (path.equals("/v1/ContentAndApprovals")) {
      return Response.of(200, CONTENTS.replace("HOST", http.url().toString()));
    }
    return Response.of(404, json(Map.of("code", 20404, "message", "not found", "status", 404)));
  }

  private boolean authorized(LoopbackHttp.Request request) {
    String pair =
        changed.getOrDefault("apiKeySid", ACCOUNT)
            + ":"
            + changed.getOrDefault("apiKeySecret", TOKEN);
    String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return ("Basic " + credentials).equals(request.headers().get("Authorization"));
  }

  private Response take(LoopbackHttp.Request request) {
    Map<String, List<String>> form = TwilioPosts.fields(request.body());
    String sid = "SM%032x".formatted(messages.size());
    messages.put(sid, form);
    return Response.of(201, json(resource(sid, Map.of("status", "queued"))));
  }

  private Response message(String sid) {
    return messages.containsKey(sid)
        ? Response.of(200, json(resource(sid, states.getOrDefault(sid, Map.of("status", "sent")))))
        : Response.of(404, json(Map.of("code", 20404, "message", "not found", "status", 404)));
  }

  private Map<String, Object> resource(String sid, Map<String, Object> fields) {
    Map<String, Object> resource = new TreeMap<>();
    resource.put("sid", sid);
    resource.put("account_sid", ACCOUNT);
    resource.put("api_version", "2010-04-01");
    resource.put("to", one(messages.getOrDefault(sid, Map.of()), "To"));
    resource.put("direction", "outbound-api");
    resource.put("num_segments", "1");
    resource.put("num_media", "0");
    resource.put("price_unit", "USD");
    resource.put("date_created", "Thu, 24 Aug 2023 05:01:45 +0000");
    resource.put("uri", "/2010-04-01/Accounts/" + ACCOUNT + "/Messages/" + sid + ".json");
    resource.put("field_of_tomorrow", List.of(1));
    resource.putAll(fields);
    return resource;
  }

  private static String one(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  private static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String NO_MESSAGES =
      """
      {"messages":[],"page":0,"page_size":1,"start":0,"end":0,"next_page_uri":null,
       "previous_page_uri":null,"first_page_uri":"/first","uri":"/here"}\
      """;

  private static final String CONTENTS =
      """
      {"contents":[
        {"sid":"HX00000000000000000000000000000009","account_sid":"AC","friendly_name":"welcome",
         "language":"en","variables":{},"types":{"twilio/text":{"body":"Old {{1}}"}},
         "approval_requests":{"name":"welcome","status":"rejected","category":"MARKETING"}},
        {"sid":"HX00000000000000000000000000000001","account_sid":"AC","friendly_name":"Hello",
         "language":"en","variables":{"1":"name"},"types":{"twilio/text":{"body":"Hi {{1}}"}},
         "approval_requests":{"name":"welcome","status":"approved","category":"UTILITY"},
         "date_created":"2015-07-30T19:00:00Z","date_updated":"2015-07-30T19:00:00Z"},
        {"sid":"HX00000000000000000000000000000002","account_sid":"AC","friendly_name":"draft",
         "language":"pt_BR","variables":{},"types":{"twilio/text":{"body":"Oi"}},
         "approval_requests":{}}],
       "meta":{"key":"contents","page":0,"page_size":1000,"next_page_url":null,
         "previous_page_url":null,"first_page_url":"HOST/v1/ContentAndApprovals?PageSize=1000&Page=0",
         "url":"HOST/v1/ContentAndApprovals?PageSize=1000&Page=0"}}\
      """;
}
