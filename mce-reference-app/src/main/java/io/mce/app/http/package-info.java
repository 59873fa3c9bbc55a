/**
 * What all controllers share: who acts, how an error looks, versions of what is edited, repeated
 * requests.
 */
@NullMarked
package io.mce.app.http;

import org.jspecify.annotations.NullMarked;
