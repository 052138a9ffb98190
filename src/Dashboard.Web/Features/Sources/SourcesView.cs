using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Sources;

/// <summary>Everything on the Sources page.</summary>
/// <param name="Now">As of.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="IsSetUp">Whether organisation and programme were decided.</param>
/// <param name="HasSeats">Whether there is any seat.</param>
/// <param name="NewestEvent">When the newest event happened.</param>
/// <param name="Sources">By name.</param>
/// <param name="Issues">The newest, newest first.</param>
/// <param name="Identities">E-mails without a seat, dearest first.</param>
/// <param name="Folders">Watched folders of this machine.</param>
/// <param name="OfferedFolder">The client's own folder, when it is there and not watched; else null.</param>
public sealed record SourcesView(
    DateTimeOffset Now,
    TimeZoneInfo Zone,
    bool IsSetUp,
    bool HasSeats,
    DateTimeOffset? NewestEvent,
    IReadOnlyList<SourceLine> Sources,
    IReadOnlyList<SourceIssue> Issues,
    IReadOnlyList<UnknownIdentity> Identities,
    IReadOnlyList<FolderLine> Folders,
    string? OfferedFolder)
{
    /// <summary>The name of a source.</summary>
    public string NameOf(int sourceId) => Sources.FirstOrDefault(s => s.Id == sourceId)?.Name ?? "";
}
