/**
 * Holds every request that a plugin makes against a description of the carrier's API. For the tests
 * of plugins; needs a JSON schema validator beside the kit (com.networknt:json-schema-validator).
 */
@NullMarked
package io.mce.spi.wire;

import org.jspecify.annotations.NullMarked;
