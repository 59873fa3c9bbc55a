package io.mce.channel;

import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ReceiptStatus;
import java.time.Instant;
import java.util.Optional;

/** A receipt that came before the answer that tells which message it is about. */
record PendingReceipt(
    String remoteId, ReceiptStatus status, Optional<ProviderErrorDetail> error, Instant at) {

  static Optional<ProviderErrorDetail> error(
      Optional<String> kind, Optional<String> code, Optional<String> detail) {
    return kind.map(
        name -> new ProviderErrorDetail(ErrorKind.valueOf(name), code, detail.orElse("")));
  }
}
