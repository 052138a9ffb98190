using Dashboard.Ingestion;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Claims;

/// <summary>What recording claims would do.</summary>
/// <param name="Claims">The claims that would be recorded.</param>
/// <param name="Rows">The consequences as lines.</param>
/// <param name="Issues">Lines and seats that are left out, and why.</param>
public sealed record ClaimLook(IReadOnlyList<ClaimDraft> Claims, IReadOnlyList<KeyValue> Rows, IReadOnlyList<ParseIssue> Issues);
