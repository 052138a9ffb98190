using Dashboard.Storage.Audit;

namespace Dashboard.Web.Features.Audit;

/// <summary>What the page shows.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">The page after this one holds entries before this; null on the last.</param>
/// <param name="Head">The last entry of the trail.</param>
/// <param name="Kinds">Kinds to choose from.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
internal sealed record AuditView(IReadOnlyList<AuditEntry> Entries, long? Next, AuditHead? Head, IReadOnlyList<string> Kinds, TimeZoneInfo Zone, DateTimeOffset Now);
