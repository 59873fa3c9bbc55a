package io.mce.twilio;

import com.twilio.rest.api.v2010.account.Message;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ReceiptStatus;
import java.util.Optional;

/** How far a message has come that Twilio was asked about. */
final class TwilioReceipts {

  private TwilioReceipts() {}

  /** Empty when Twilio still has it, or says something that we do not know. */
  static Optional<ReceiptStatus> status(TwilioMedium medium, Message message) {
    return Optional.ofNullable(message.getStatus())
        .map(Message.Status::toString)
        .flatMap(medium::receipt);
  }

  /** Why it failed; there if and only if it did. */
  static Optional<ProviderErrorDetail> error(TwilioMedium medium, Message message) {
    return status(medium, message)
        .filter(status -> status == ReceiptStatus.FAILED)
        .map(failed -> TwilioErrors.detail(message.getErrorCode()));
  }
}
