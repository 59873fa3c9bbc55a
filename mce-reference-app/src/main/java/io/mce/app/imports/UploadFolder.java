package io.mce.app.imports;

import io.mce.app.setup.ServerSettings;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.MultipartConfiguration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps files, while they arrive, beside the data and not in a temporary folder that all share. */
@Singleton
class UploadFolder implements BeanCreatedEventListener<MultipartConfiguration> {

  private final ServerSettings settings;

  UploadFolder(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public MultipartConfiguration onCreated(BeanCreatedEvent<MultipartConfiguration> event) {
    Path folder = settings.dataFolder().resolve("uploads").toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    event.getBean().setLocation(folder.toFile());
    return event.getBean();
  }
}
