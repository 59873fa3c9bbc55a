package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

  private static final String TEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path folder;

  @Test
  void a_key_is_read_from_every_common_form_of_base64() {
    byte[] bytes = new byte[MasterKey.BYTES];
    Arrays.fill(bytes, (byte) 0xfb);
    for (String text :
        List.of(
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            "  " + Base64.getEncoder().encodeToString(bytes) + "\r\n")) {
      assertThat(MasterKey.fromBase64(text).bytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "changeme", "AAECAwQFBgcICQoLDA0ODw==", "not base64 at all, sorry!"})
  void what_is_no_key_is_refused_with_the_command_that_makes_one(String text) {
    assertThatThrownBy(() -> MasterKey.fromBase64(text))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("openssl rand -base64 32")
        .hasNoCause();
  }

  @Test
  void a_refused_key_is_not_quoted() {
    String nearlyAKey = TEXT.replace("=", "!");
    assertThatThrownBy(() -> MasterKey.fromBase64(nearlyAKey))
        .message()
        .doesNotContain(nearlyAKey.substring(0, 8));
  }

  @Test
  void a_key_does_not_show_itself() {
    MasterKey key = MasterKey.fromBase64(TEXT);
    assertThat(key.toString()).doesNotContain(TEXT.substring(0, 4)).contains("****");
    assertThat(key.toBase64()).isEqualTo(TEXT);
  }

  @Test
  void two_generated_keys_differ() {
    assertThat(MasterKey.generate().toBase64()).isNotEqualTo(MasterKey.generate().toBase64());
  }

  @Test
  void a_key_file_is_made_once_and_is_readable_by_its_owner_only() throws Exception {
    Path file = folder.resolve("new/data/master.key");
    MasterKey made = MasterKey.loadOrCreate(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(MasterKey.loadOrCreate(file).toBase64()).isEqualTo(made.toBase64());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_key_file_open_to_others_is_refused() throws Exception {
    Path file = folder.resolve("master.key");
    MasterKey.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> MasterKey.loadOrCreate(file))
        .isInstanceOf(MceException.class)
        .hasMessageContaining("rw-r--r--")
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void an_empty_key_file_is_refused_and_left_alone() throws Exception {
    Path file =
        Files.createFile(
            folder.resolve("master.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThatThrownBy(() -> MasterKey.loadOrCreate(file))
        .isInstanceOf(MceException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).isEmptyFile();
  }

  @Test
  void a_key_file_that_cannot_be_written_is_named() throws Exception {
    Path notAFolder = Files.createFile(folder.resolve("occupied"));
    assertThatThrownBy(() -> MasterKey.loadOrCreate(notAFolder.resolve("master.key")))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("master.key");
  }

  @Test
  void processes_that_start_together_agree_on_one_key() throws Exception {
    int starters = 8;
    CyclicBarrier together = new CyclicBarrier(starters);
    for (int round = 0; round < 20; round++) {
      Path file = folder.resolve("master" + round + ".key");
      Set<String> keys = ConcurrentHashMap.newKeySet();
      Callable<Boolean> start =
          () -> {
            together.await();
            return keys.add(MasterKey.loadOrCreate(file).toBase64());
          };
      try (ExecutorService executor = Executors.newFixedThreadPool(starters)) {
        for (var result : executor.invokeAll(Collections.nCopies(starters, start))) {
          result.get();
        }
      }
      assertThat(keys).hasSize(1);
    }
  }
}
