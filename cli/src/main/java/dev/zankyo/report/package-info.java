/**
 * The report of a run or a search, as one HTML page that needs no network. Start with {@link dev.zankyo.report.Report}:
 * it gathers sections, each of which is a class with a template of the same name, and writes them with their charts,
 * style and script into one file. Text from files is escaped by the templates, control characters too. A content
 * security policy names the page's own scripts by their hashes and forbids everything else.
 */
package dev.zankyo.report;
