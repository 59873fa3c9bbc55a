package io.mce.app.identity;

import java.util.UUID;

/** Someone who can log in. */
public record User(UUID id, String name, String email) {

  /** The id only. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
