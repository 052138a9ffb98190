namespace Dashboard.Web.Components.Controls;

/// <summary>
/// What makes up a figure: its name, the text on the page, the exact value (shown and copied), how it is computed in one
/// sentence, and the parts: ledger entries, events, price rows.
/// </summary>
public sealed record ExplainView(string Title, string Figure, string Exact, string Formula, IReadOnlyList<ExplainPart> Parts);
