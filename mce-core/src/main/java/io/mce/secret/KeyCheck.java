package io.mce.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.InstanceStore;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the keys of a starting engine together with the database: stops a start that could not
 * open what the database holds, takes a new master key into use, and finds the lookup key.
 *
 * <p>The database names the master key in use by its check value. A node whose first key is another
 * one, and whose other key is that, moves the installation on to its first, once: a key that was
 * left behind never comes back into use, so that nodes restarted one after another, in any order,
 * all end at the same key.
 */
@Internal
public final class KeyCheck {

  /** Sealed values of the installation and of no organization are sealed as this one's. */
  static final OrganizationId INSTALLATION = new OrganizationId(new UUID(0, 0));

  static final String IN_USE = "key-check";
  static final String ROTATION = "key-rotation";
  static final String LOOKUP_KEY = "lookup-key";
  private static final String LEFT_BEHIND = "key-left-behind:";

  private static final Logger log = LoggerFactory.getLogger(KeyCheck.class);

  private final Database database;
  private final InstanceStore store;
  private final KeyRing keys;
  private final SecretBox box;
  private final Clock clock;

  /** Creates the check of this database with these keys. */
  @Inject
  public KeyCheck(Database database, KeyRing keys, Clock clock) {
    this.database = database;
    this.store = new InstanceStore(database);
    this.keys = keys;
    this.box = new SecretBox(keys);
    this.clock = clock;
  }

  /**
   * Makes the keys ready for use.
   *
   * @throws MceException CONFIGURATION when they are not those of this database, or a key is
   *     missing that something is still sealed under
   */
  public void verify() {
    database.directory(transaction -> {
      boolean isNew = store.insert(IN_USE, keys.currentCheckValue());
      String inUse = store.find(IN_USE).orElseThrow();
      requireKnown(inUse);
      requireAllNeeded();
      keys.sealWith(inUse);
      byte[] lookupKey = lookupKey(isNew, inUse);
      keys.lookUpWith(lookupKey);
      if (!inUse.equals(keys.currentCheckValue())) {
        moveOn(inUse, lookupKey);
      }
      return true;
    });
  }

  private void requireKnown(String inUse) {
    if (!keys.knows(inUse)) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The database was written under another master key; start with that key, or with that"
              + " key as the previous one to replace it. With this one nothing sealed would open.");
    }
  }

  private void requireAllNeeded() {
    Optional<StoredRotation> rotation = rotation();
    if (rotation.filter(each -> !each.ended() && !keys.knows(each.from())).isPresent()) {
      throw new MceException(
          ErrorCode.CONFIGURATION,
          "The previous master key is still needed: not everything is sealed under the new one yet."
              + " Start with both until the log says that the previous one can go.");
    }
  }

  /**
   * Opens the lookup key, or chooses it. A database of before there was one goes on with the master
   * key it had, by which all its match keys are made.
   */
  private byte[] lookupKey(boolean isNew, String inUse) {
    Optional<String> stored = store.find(LOOKUP_KEY);
    if (stored.isEmpty()) {
      store.insert(LOOKUP_KEY, sealed(isNew ? random() : keys.bytesOf(inUse)));
      stored = store.find(LOOKUP_KEY);
    }
    SealedValue sealed = new SealedValue(stored.orElseThrow());
    return Base64.getDecoder().decode(box.openText(INSTALLATION, LOOKUP_KEY, sealed));
  }

  private static byte[] random() {
    byte[] bytes = new byte[KeyRing.KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private String sealed(byte[] lookupKey) {
    String text = Base64.getEncoder().encodeToString(lookupKey);
    return box.seal(INSTALLATION, LOOKUP_KEY, text.getBytes(UTF_8)).text();
  }

  private void moveOn(String inUse, byte[] lookupKey) {
    String wanted = keys.currentCheckValue();
    if (store.find(LEFT_BEHIND + wanted).isPresent()) {
      log.info(
          "this node's first master key was replaced; it seals with the one in use, its other one");
      return;
    }
    if (!store.replace(IN_USE, inUse, wanted)) {
      keys.sealWith(store.find(IN_USE).orElseThrow()); // Another node was first.
      return;
    }
    keys.sealWith(wanted);
    store.put(LOOKUP_KEY, sealed(lookupKey));
    store.put(ROTATION, StoredRotation.begin(inUse, wanted, clock.instant()).json());
    store.insert(LEFT_BEHIND + inUse, clock.instant().toString());
    log.info("a new master key is in use; what the previous one sealed is sealed anew");
  }

  /** Returns the last replacement of the master key; empty when there never was one. */
  public Optional<KeyRotation> lastRotation() {
    return rotation().map(StoredRotation::view);
  }

  private Optional<StoredRotation> rotation() {
    return store.find(ROTATION).map(StoredRotation::of);
  }
}
