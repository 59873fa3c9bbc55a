package io.mce.twilio;

import java.util.Optional;

/**
 * What Twilio knows of a phone number.
 *
 * @param valid whether there can be such a number
 * @param country where it is of, in two letters, such as {@code BR}
 * @param lineType Twilio's word for the kind of line, such as {@code mobile}, {@code landline} or
 *     {@code nonFixedVoip}; where it was asked for and is known
 */
public record PhoneFacts(boolean valid, Optional<String> country, Optional<String> lineType) {}
