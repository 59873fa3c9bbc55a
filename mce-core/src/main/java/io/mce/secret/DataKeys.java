package io.mce.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random keys, one per owner: a person, or the organization itself. They seal what must stay as it
 * was written, such as the audit trail: a new master key re-seals the data keys, not what lies
 * under them, and with a person's key everything sealed under it is gone for good. Thread-safe;
 * joins an open transaction.
 */
public final class DataKeys {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_data_key", "key_sealed", List.of("owner_id"), row -> place(row.uuid("owner_id")));

  private static final String PREFIX = "d1.";
  private static final int KEY_BYTES = 32;
  private static final int MAX_CACHED = 10_000;

  private final Database database;
  private final DataKeyStore store;
  private final SecretBox secretBox;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Keys of organizations only: they are never destroyed, and nearly every command needs one. */
  private final ConcurrentHashMap<OrganizationId, AesGcm> organizations = new ConcurrentHashMap<>();

  @Inject
  DataKeys(Database database, SecretBox secretBox, Clock clock) {
    this.database = database;
    this.store = new DataKeyStore(database);
    this.secretBox = secretBox;
    this.clock = clock;
  }

  /**
   * Seals a text under the key of its owner, making the key when there is none yet.
   *
   * @param context what the value is; it opens for no other
   */
  public String seal(OrganizationId organizationId, UUID owner, String context, String plain) {
    AesGcm key =
        database.inOrganization(
            organizationId,
            transaction -> {
              Optional<AesGcm> known = find(organizationId, owner);
              if (known.isPresent()) {
                return known.get();
              }
              byte[] bytes = new byte[KEY_BYTES];
              random.nextBytes(bytes);
              SealedValue sealed = secretBox.seal(organizationId, place(owner), bytes);
              store.insert(organizationId, owner, sealed, clock.instant());
              // Another transaction may have been faster; its key counts.
              return find(organizationId, owner).orElseThrow();
            });
    try {
      return PREFIX
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  key.encrypt(
                      plain.getBytes(UTF_8), associatedData(organizationId, owner, context)));
    } catch (GeneralSecurityException e) {
      throw KeyRing.unavailable(e);
    }
  }

  /**
   * Opens what {@link #seal} sealed; empty when the key was destroyed.
   *
   * @throws MceException SEALED when it was sealed for another owner or context, or changed since
   */
  public Optional<String> open(
      OrganizationId organizationId, UUID owner, String context, String sealed) {
    return find(organizationId, owner)
        .map(key -> open(key, sealed, associatedData(organizationId, owner, context), context));
  }

  /** Destroys the key of a person: nothing sealed under it opens again. */
  public void destroy(OrganizationId organizationId, UUID owner) {
    if (owner.equals(organizationId.value())) {
      throw new IllegalArgumentException("the key of an organization stays");
    }
    store.delete(organizationId, owner);
  }

  private Optional<AesGcm> find(OrganizationId organizationId, UUID owner) {
    boolean cacheable = owner.equals(organizationId.value());
    AesGcm cached = cacheable ? organizations.get(organizationId) : null;
    if (cached != null) {
      return Optional.of(cached);
    }
    return database.read(
        organizationId,
        transaction ->
            store
                .find(organizationId, owner)
                .map(sealed -> new AesGcm(secretBox.open(organizationId, place(owner), sealed)))
                .map(key -> {
                  if (cacheable) {
                    // Not before the commit: a key that is rolled back would seal for nobody.
                    transaction.afterCommit(() -> remember(organizationId, key));
                  }
                  return key;
                }));
  }

  private void remember(OrganizationId organizationId, AesGcm key) {
    if (organizations.size() >= MAX_CACHED) {
      organizations.clear();
    }
    organizations.put(organizationId, key);
  }

  private static String open(AesGcm key, String sealed, byte[] associatedData, String context) {
    try {
      if (sealed.startsWith(PREFIX)) {
        byte[] content = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
        return new String(key.decrypt(content, associatedData), UTF_8);
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw doesNotOpen(context);
    }
    throw doesNotOpen(context);
  }

  private static MceException doesNotOpen(String context) {
    return new MceException(
        ErrorCode.SEALED,
        "A value sealed under a data key (" + context + ") does not open: it was changed since.",
        Map.of("context", context));
  }

  private static String place(UUID owner) {
    return "data-key/" + owner;
  }

  private static byte[] associatedData(OrganizationId organizationId, UUID owner, String context) {
    byte[] organization = KeyRing.bytesOf(organizationId);
    byte[] place = context.getBytes(UTF_8);
    return ByteBuffer.allocate(organization.length + 2 * Long.BYTES + place.length)
        .put(organization)
        .putLong(owner.getMostSignificantBits())
        .putLong(owner.getLeastSignificantBits())
        .put(place)
        .array();
  }
}
