using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Overage;

/// <summary>How overage stands for one seat, and what the reader may do about it.</summary>
public sealed record OverageStanding
{
    public required int SeatId { get; init; }

    /// <summary>The name, or the e-mail when there is none.</summary>
    public required string Name { get; init; }

    /// <summary>Plan id.</summary>
    public required string Plan { get; init; }

    /// <summary>What holds now.</summary>
    public required OverageSetting Setting { get; init; }

    /// <summary>The end of what holds now, Unix milliseconds UTC; null: open.</summary>
    public required long? UntilMs { get; init; }

    /// <summary>The local day whose first instant that end is; null when it is open or at another instant.</summary>
    public required DateOnly? UntilDay { get; init; }

    /// <summary>The newest decision that the reader has before them; 0: none.</summary>
    public required long Seen { get; init; }

    /// <summary>The setting in a word or two, for beside the switch.</summary>
    public required string Word { get; init; }

    /// <summary>Who decided, when, until when and why; null before the first decision.</summary>
    public required string? Detail { get; init; }

    /// <summary>Whether the reader may turn it on and off.</summary>
    public required bool MayDecide { get; init; }

    /// <summary>Whether the reader may ask for it.</summary>
    public required bool MayAsk { get; init; }

    /// <summary>The open request, if any.</summary>
    public required OverageRequest? Request { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string VendorText { get; init; }

    /// <summary>The setting for beside the switch of a row: whole dollars.</summary>
    public required string Short { get; init; }

    /// <summary>How the vendor's switch was last said to stand; null: nobody said.</summary>
    public required VendorState? Vendor { get; init; }

    /// <summary>Whether a click does anything.</summary>
    public bool IsLive => Setting.On ? MayDecide : MayDecide || (MayAsk && Request is null);
}
