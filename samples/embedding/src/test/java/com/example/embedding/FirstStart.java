package com.example.embedding;

import io.mce.engine.MceEngine;
import java.nio.file.Files;
import java.time.Duration;

/** Prints how long build and start take on an empty SQLite file, in a process that did nothing. */
final class FirstStart {
  public static void main(String[] arguments) throws Exception {
    var file = Files.createTempDirectory("crm").resolve("mce.db");
    long before = System.nanoTime();
    try (MceEngine engine = MceEngine.builder().sqlite(file).build()) {
      engine.start();
      long millis = (System.nanoTime() - before) / 1_000_000;
      var processor = ProcessHandle.current().info().totalCpuDuration();
      System.out.println(
          "started in " + millis + " ms" + processor.map(FirstStart::told).orElse(""));
    }
  }

  /** Of the whole process with its JVM; it tells more than the clock on a busy machine. */
  private static String told(Duration processor) {
    return ", " + processor.toMillis() + " ms of processor time since the process began";
  }
}
