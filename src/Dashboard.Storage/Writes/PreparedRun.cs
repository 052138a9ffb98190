using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Observations of one caller that stand together and are of one message on one day: the lines of a streamed message. They are merged on
/// the caller's thread; the writer looks at each of them only when the message is known already.
/// </summary>
internal sealed class PreparedRun
{
    private readonly UsageIdKind _kind;
    private List<UsageRecord>? _later;
    private string[]? _texts;

    public PreparedRun(UsageRecord stored, RecordIdentity identity)
    {
        First = stored;
        (Primary, Link) = identity;
        _kind = UsageIdentity.KindOf(stored);
        Day = IdentityKey.DayOf(stored.OccurredAtMs);
        IsUndated = stored.OccurredAtMs is null;
        Merged = MergedUsage.Of(stored);
    }

    /// <summary>The hash of its component.</summary>
    public IdentityHash Primary { get; }

    /// <summary>Whether that is the hash of a request id.</summary>
    public bool IsRequest => _kind == UsageIdKind.Request;

    /// <summary>The hash of its request id, when it has a message id too.</summary>
    public IdentityHash? Link { get; }

    /// <summary>The UTC day of its own instant.</summary>
    public uint Day { get; }

    /// <summary>Whether the first observation states no instant.</summary>
    public bool IsUndated { get; }

    /// <summary>The first observation, as storage keeps it (<see cref="ObservationText.Stored"/>).</summary>
    public UsageRecord First { get; }

    /// <summary>Those after the first.</summary>
    public IReadOnlyList<UsageRecord> Later => _later ?? (IReadOnlyList<UsageRecord>)[];

    /// <summary>What all of them say.</summary>
    public MergedUsage Merged { get; private set; }

    /// <summary>The numbers of these observations when they are told again; null otherwise.</summary>
    public List<long>? ObservationIds { get; set; }

    /// <summary>How many of those after the first said something new.</summary>
    public int News { get; private set; }

    /// <summary>Writes every observation as text, for a batch that is going to be traced.</summary>
    public void WriteTexts() => _texts = _later is null ? [ObservationText.OfOne(First)] : [ObservationText.OfOne(First), .. _later.Select(ObservationText.OfOne)];

    /// <summary>An observation as the trace of an import keeps it: 0 is the first.</summary>
    public string TextOf(int index) => _texts is { } texts && index < texts.Length ? texts[index] : ObservationText.OfOne(index == 0 ? First : Later[index - 1]);

    /// <summary>
    /// Takes in the next observation, whose ids are those of the first. False when it is not the same case for certain: of another day,
    /// for another seat, or without an instant, so that what the writer does may depend on which of them it sees.
    /// </summary>
    public bool TryAdd(UsageRecord stored)
    {
        if (_kind != UsageIdKind.Message || stored.OccurredAtMs is null || First.OccurredAtMs is null
            || IdentityKey.DayOf(stored.OccurredAtMs) != Day || stored.SeatEmail != First.SeatEmail)
        {
            return false;
        }

        (_later ??= []).Add(stored);
        var merged = SaysTheSame(Merged, stored) ? Merged : Merged.With(stored);
        News += ReferenceEquals(merged, Merged) ? 0 : 1;
        Merged = merged;
        return true;
    }

    /// <summary>
    /// True when the only thing known is what this observation says, and not later. Files are sent again and again: this is the common
    /// case, and it need not be merged to be known.
    /// </summary>
    public static bool SaysTheSame(MergedUsage known, UsageRecord record) =>
        known is { Retained: [var only] } && only.Tokens == record.Tokens
        && record.OccurredAtMs is { } at && at >= known.OccurredAtMs
        && (only.OccurredAtMs == at ? only : only with { OccurredAtMs = at }) == record;
}
