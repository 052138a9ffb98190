namespace Dashboard.Storage.Decisions;

/// <summary>Who decides: the e-mail of a person, <c>api-key:12 CI step</c>, <c>dashboard import</c>, or <c>drawdown</c> for the product itself.</summary>
/// <param name="Who">The text above, at most 300 characters.</param>
/// <param name="Address">The network address it came from; null when there is none.</param>
public sealed record Actor(string Who, string? Address = null)
{
    /// <summary>The product itself: what follows by rule and nobody pressed.</summary>
    public static Actor Product { get; } = new("drawdown");

    /// <summary>An actor without an address.</summary>
    public static implicit operator Actor(string who) => new(who);

    /// <summary>An actor without an address.</summary>
    public static Actor FromString(string who) => new(who);
}
