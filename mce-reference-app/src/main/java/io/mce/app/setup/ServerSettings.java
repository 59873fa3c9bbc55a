package io.mce.app.setup;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.secret.MasterKey;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of the server, read from the environment. Every key has a default that works.
 *
 * @param host address to listen on
 * @param port port to listen on
 * @param dataFolder SQLite files, master key, uploads
 * @param databaseUrl JDBC URL of PostgreSQL; empty: SQLite files in the data folder
 * @param databaseUser login on PostgreSQL
 * @param databasePassword its password
 * @param publicUrl where browsers and carriers reach the server
 * @param masterKey key that seals secrets and personal data; required on PostgreSQL
 * @param previousMasterKey key that the master key replaces, as long as something is sealed under
 *     it
 * @param fieldEncryption whether personal values are sealed in the database
 * @param sandbox whether a new organization gets a sandbox channel
 * @param signup whether people may sign up by themselves
 * @param platformAdmins addresses of those who look after the installation
 */
public record ServerSettings(
    String host,
    int port,
    Path dataFolder,
    Optional<String> databaseUrl,
    String databaseUser,
    String databasePassword,
    URI publicUrl,
    Optional<MasterKey> masterKey,
    Optional<MasterKey> previousMasterKey,
    boolean fieldEncryption,
    boolean sandbox,
    boolean signup,
    Set<EmailAddress> platformAdmins) {

  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "0");
  private static final List<String> LOG_FORMATS = List.of("text", "json");
  private static final List<String> LOG_LEVELS =
      List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

  /**
   * Reads the settings.
   *
   * @throws MceException CONFIGURATION that lists every problem at once
   */
  public static ServerSettings from(Map<String, String> environment) {
    return new Reader(environment).read();
  }

  /** Copies the addresses. */
  public ServerSettings {
    platformAdmins = Set.copyOf(platformAdmins);
  }

  /** Passwords and keys stay out. */
  @Override
  public String toString() {
    return "ServerSettings[" + host + ":" + port + ", data " + dataFolder + "]";
  }

  private static final class Reader {

    private final Map<String, String> environment;
    private final Map<String, String> problems = new LinkedHashMap<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    ServerSettings read() {
      String host = value("MCE_HOST").orElse("127.0.0.1");
      int port = port();
      Optional<String> databaseUrl = databaseUrl();
      Optional<MasterKey> masterKey = masterKey(databaseUrl.isPresent());
      Optional<MasterKey> previousMasterKey = previousMasterKey(masterKey.isPresent());
      ServerSettings settings =
          new ServerSettings(
              host,
              port,
              Path.of(value("MCE_DATA_DIR").orElse("data")),
              databaseUrl,
              value("MCE_DATABASE_USER").orElse("mce"),
              value("MCE_DATABASE_PASSWORD").orElse(""),
              publicUrl("http://" + inUrl(host) + ":" + port),
              masterKey,
              previousMasterKey,
              flag("MCE_FIELD_ENCRYPTION", true),
              flag("MCE_SANDBOX", databaseUrl.isEmpty()),
              signup(host),
              platformAdmins());
      checkLog();
      if (!problems.isEmpty()) {
        throw new MceException(
            ErrorCode.CONFIGURATION,
            String.join(System.lineSeparator(), problems.values()),
            problems);
      }
      return settings;
    }

    private Optional<String> value(String key) {
      return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    private void problem(String key, String sentence) {
      problems.put(key, key + ": " + sentence);
    }

    private int port() {
      String text = value("MCE_PORT").orElse("8080");
      try {
        int port = Integer.parseInt(text);
        if (port >= 0 && port <= 65_535) {
          return port;
        }
      } catch (NumberFormatException e) {
        // The problem below covers both.
      }
      problem("MCE_PORT", "a port is a number from 1 to 65535, not \"" + text + "\".");
      return 0;
    }

    private Optional<String> databaseUrl() {
      Optional<String> url = value("MCE_DATABASE_URL");
      if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
        problem(
            "MCE_DATABASE_URL",
            "must be a JDBC URL of PostgreSQL (jdbc:postgresql://host/database); leave it out for"
                + " an embedded SQLite file.");
      }
      return url;
    }

    private Optional<MasterKey> masterKey(boolean required) {
      Optional<String> text = value("MCE_MASTER_KEY");
      if (text.isEmpty()) {
        if (required) {
          problem(
              "MCE_MASTER_KEY",
              "is required with MCE_DATABASE_URL: 32 random bytes in base64 (openssl rand -base64"
                  + " 32), the same on every node, kept safe.");
        }
        return Optional.empty();
      }
      return key("MCE_MASTER_KEY", text.get());
    }

    private Optional<MasterKey> previousMasterKey(boolean hasMasterKey) {
      Optional<String> text = value("MCE_MASTER_KEY_PREVIOUS");
      if (text.isPresent() && !hasMasterKey) {
        problem(
            "MCE_MASTER_KEY_PREVIOUS",
            "goes with MCE_MASTER_KEY. A key in the file master.key is replaced by renaming the"
                + " file to master.key.previous.");
      }
      return text.flatMap(each -> key("MCE_MASTER_KEY_PREVIOUS", each));
    }

    private Optional<MasterKey> key(String name, String text) {
      try {
        return Optional.of(MasterKey.fromBase64(text));
      } catch (MceException | IllegalArgumentException e) {
        problem(name, "must be 32 bytes in base64.");
        return Optional.empty();
      }
    }

    private URI publicUrl(String fallback) {
      String text = value("MCE_PUBLIC_URL").orElse(fallback);
      try {
        URI url = URI.create(text.replaceAll("/+$", ""));
        if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
          return url;
        }
      } catch (IllegalArgumentException e) {
        // The problem below covers both.
      }
      problem("MCE_PUBLIC_URL", "must be an http or https URL, not \"" + text + "\".");
      return URI.create(fallback);
    }

    private boolean flag(String key, boolean fallback) {
      Optional<String> text = value(key).map(v -> v.toLowerCase(Locale.ROOT));
      if (text.isEmpty()) {
        return fallback;
      }
      if (!TRUE.contains(text.get()) && !FALSE.contains(text.get())) {
        problem(key, "must be true or false, not \"" + text.get() + "\".");
      }
      return TRUE.contains(text.get());
    }

    private boolean signup(String host) {
      String text = value("MCE_SIGNUP").orElse("");
      return switch (text) {
        case "open" -> true;
        case "closed" -> false;
        case "" -> isLoopback(host);
        default -> {
          problem("MCE_SIGNUP", "must be open or closed, not \"" + text + "\".");
          yield false;
        }
      };
    }

    private Set<EmailAddress> platformAdmins() {
      Set<EmailAddress> addresses = new LinkedHashSet<>();
      for (String text : value("MCE_PLATFORM_ADMIN").orElse("").split(",")) {
        if (!text.isBlank()) {
          EmailAddress.parse(text.strip())
              .toOptional()
              .ifPresentOrElse(
                  addresses::add,
                  () ->
                      problem(
                          "MCE_PLATFORM_ADMIN", "must be e-mail addresses with commas between."));
        }
      }
      return addresses;
    }

    /** The log reads its two keys by itself, before anything else, and passes over wrong ones. */
    private void checkLog() {
      value("MCE_LOG")
          .filter(format -> !LOG_FORMATS.contains(format))
          .ifPresent(format -> problem("MCE_LOG", "must be text or json, not \"" + format + "\"."));
      value("MCE_LOG_LEVEL")
          .filter(level -> !LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT)))
          .ifPresent(level ->
              problem(
                  "MCE_LOG_LEVEL", "must be one of " + LOG_LEVELS + ", not \"" + level + "\"."));
    }

    /** The host as a URL has it: an IPv6 address in brackets. */
    private static String inUrl(String host) {
      if (host.equals("0.0.0.0") || host.equals("::")) {
        return "localhost";
      }
      return host.contains(":") ? "[" + host + "]" : host;
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }
}
