using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>What another version would change; or why it cannot be decided.</summary>
public sealed record RunbookPreview(IReadOnlyList<string> Problems, IReadOnlyList<KeyValue> Rows, IReadOnlyList<string> Changes);
