package io.mce.privacy;

import io.mce.kernel.DataKind;
import java.util.OptionalInt;

/**
 * How long an organization keeps data of one kind.
 *
 * @param kind which, with its bounds
 * @param days for how many days; empty: until a person removes it
 */
public record RetentionRule(DataKind kind, OptionalInt days) {}
