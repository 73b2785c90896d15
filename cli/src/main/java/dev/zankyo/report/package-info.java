/**
 * The report of a run or a search, as one HTML page that needs no network. Start with {@link dev.zankyo.report.Report}.
 * It gathers sections and writes them with their charts, style and script into one file. Each section is a class with a
 * template of the same name. Templates escape text from files, control characters included. A content security policy
 * names the page's own scripts by their hashes and forbids everything else.
 */
package dev.zankyo.report;
