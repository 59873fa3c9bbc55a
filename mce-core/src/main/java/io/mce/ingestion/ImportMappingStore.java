package io.mce.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The mapping that was used last for files with the same headers in the same order. */
final class ImportMappingStore {

  private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};

  private final Database database;

  @Inject
  ImportMappingStore(Database database) {
    this.database = database;
  }

  void save(
      OrganizationId organizationId,
      List<String> headers,
      Map<String, String> mapping,
      Instant usedAt) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_import_mapping (organization_id, signature, mapping, used_at)
                    values (:organizationId, :signature, :mapping, :usedAt)
                    on conflict (organization_id, signature) do update
                    set mapping = excluded.mapping, used_at = excluded.used_at
                    """)
                .bind("signature", signature(headers))
                .bind("mapping", Json.write(mapping))
                .bind("usedAt", usedAt)
                .execute());
  }

  Optional<Map<String, String>> find(OrganizationId organizationId, List<String> headers) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select mapping from mce_import_mapping
                    where organization_id = :organizationId and signature = :signature
                    """)
                .bind("signature", signature(headers))
                .map(Row.mapper(row -> Json.read(row.text("mapping"), MAPPING)))
                .findOne());
  }

  private static String signature(List<String> headers) {
    String text =
        headers.stream()
            .map(header -> TypedText.clean(header).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
