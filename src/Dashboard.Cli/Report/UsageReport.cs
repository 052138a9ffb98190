using Dashboard.Ingestion;

namespace Dashboard.Cli.Report;

/// <summary>The answer of <c>dashboard report</c>.</summary>
/// <param name="Totals">Everything.</param>
/// <param name="Rows">By what was asked for, in order of the key.</param>
/// <param name="Models">By model.</param>
/// <param name="Issues">By file and line.</param>
internal sealed record UsageReport(ReportRow Totals, IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportRow> Models, IReadOnlyList<ParseIssue> Issues);
