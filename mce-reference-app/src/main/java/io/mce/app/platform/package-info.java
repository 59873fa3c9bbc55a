/**
 * What who looks after the installation can do over HTTP: make organizations and list them. Nothing
 * here reads what an organization holds.
 */
@NullMarked
package io.mce.app.platform;

import org.jspecify.annotations.NullMarked;
