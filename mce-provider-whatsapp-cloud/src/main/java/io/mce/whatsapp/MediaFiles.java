package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.MediaRef;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Files at WhatsApp: up before a message is sent, down when one has come. What fails here has sent
 * nothing to anybody. Thread-safe.
 */
final class MediaFiles {

  /** Where Meta keeps files; nobody else is shown the token. */
  private static final List<String> HOSTS = List.of("facebook.com", "fbsbx.com", "fbcdn.net");

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final int BUFFER = 1 << 16;

  private final GraphApi api;
  private final String phoneNumberId;
  private final URI apiUrl;

  MediaFiles(GraphApi api, WhatsAppCloudSettings settings) {
    this.api = api;
    this.phoneNumberId = settings.phoneNumberId();
    this.apiUrl = settings.apiUrl();
  }

  /** Fetches a file and uploads it; returns Meta's id of it. */
  String upload(Media media) {
    Path file = temporary();
    try {
      HttpResponse<Path> fetched = api.fetch(media.url(), BodyHandlers.ofFile(file));
      if (fetched.statusCode() != OK) {
        throw ProviderException.of(
            ErrorKind.INVALID_REQUEST,
            "the file to send could not be fetched: status " + fetched.statusCode());
      }
      FileKind kind = FileKind.of(media.mimeType(), media.caption().isPresent());
      if (Files.size(file) > kind.largest()) {
        throw ProviderException.of(
            ErrorKind.CONTENT_REJECTED,
            "a file of %d bytes is larger than the %d of a WhatsApp %s"
                .formatted(Files.size(file), kind.largest(), kind.word()));
      }
      String boundary = "mce-" + UUID.randomUUID();
      JsonNode answer = api.upload(phoneNumberId + "/media", boundary, form(boundary, media, file));
      return Optional.of(answer.path("id").asText(""))
          .filter(id -> !id.isEmpty())
          .orElseThrow(
              () -> ProviderException.of(ErrorKind.UNAVAILABLE, "WhatsApp gave the file no id"));
    } catch (IOException e) {
      throw ProviderException.of(
          ErrorKind.UNAVAILABLE, "the file to send could not be kept: " + e.getClass().getName());
    } finally {
      delete(file);
    }
  }

  /** Fetches a file and opens it, once its bytes are known to be those that Meta announced. */
  InputStream open(MediaRef media) {
    JsonNode answer =
        api.get(GraphApi.encode(media.id()), Map.of("phone_number_id", phoneNumberId));
    URI url = address(answer.path("url").asText(""));
    Optional<String> announced =
        media
            .sha256()
            .or(() ->
                Optional.of(answer.path("sha256").asText("")).filter(hash -> !hash.isEmpty()));
    Path file = temporary();
    try {
      int status = api.download(url, BodyHandlers.ofFile(file)).statusCode();
      if (status != OK) {
        throw ProviderException.of(
            status >= SERVER_ERROR ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID_REQUEST,
            "the file could not be fetched from WhatsApp: status " + status);
      }
      if (announced.isPresent() && !announced.get().equalsIgnoreCase(hash(file))) {
        throw ProviderException.of(
            ErrorKind.UNAVAILABLE, "the file is not the one that WhatsApp announced");
      }
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      delete(file);
      throw ProviderException.of(
          ErrorKind.UNAVAILABLE, "the file could not be kept: " + e.getClass().getName());
    } catch (ProviderException e) {
      delete(file);
      throw e;
    }
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = EventIds.sha256();
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private URI address(String text) {
    try {
      URI url = URI.create(text);
      String host = String.valueOf(url.getHost());
      boolean metas =
          "https".equals(url.getScheme())
              && HOSTS.stream().anyMatch(each -> host.equals(each) || host.endsWith("." + each));
      boolean ours =
          String.valueOf(url.getScheme()).equals(apiUrl.getScheme())
              && host.equals(apiUrl.getHost())
              && url.getPort() == apiUrl.getPort();
      if (metas || ours) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: no address is as bad as a foreign one.
    }
    throw ProviderException.of(
        ErrorKind.INVALID_REQUEST, "WhatsApp gave an address for the file that is not its own");
  }

  private static BodyPublisher form(String boundary, Media media, Path file) throws IOException {
    String type = media.mimeType().replaceAll("[\\r\\n\"]", "");
    String name = media.fileName().orElse("file").replaceAll("[\\r\\n\"\\\\]", "_");
    String head =
        part(boundary, "name=\"messaging_product\"")
            + "\r\nwhatsapp\r\n"
            + part(boundary, "name=\"type\"")
            + "\r\n"
            + type
            + "\r\n"
            + part(boundary, "name=\"file\"; filename=\"" + name + "\"")
            + "Content-Type: "
            + type
            + "\r\n\r\n";
    String tail = "\r\n--" + boundary + "--\r\n";
    return BodyPublishers.concat(
        BodyPublishers.ofString(head, StandardCharsets.UTF_8),
        BodyPublishers.ofFile(file),
        BodyPublishers.ofString(tail, StandardCharsets.UTF_8));
  }

  private static String part(String boundary, String disposition) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n";
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("mce-whatsapp", ".upload");
    } catch (IOException e) {
      throw ProviderException.of(ErrorKind.UNAVAILABLE, "there is no room for temporary files");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
