namespace Dashboard.Web.Deliveries;

/// <summary>What became of an attempt to deliver: one of three.</summary>
public abstract record DeliveryAnswer
{
    private DeliveryAnswer(string words, string? server) => (Words, Server) = (words, server);

    /// <summary>What happened, in a sentence of ours.</summary>
    public string Words { get; }

    /// <summary>The other side's own answer, word for word; null when it gave none.</summary>
    public string? Server { get; }

    /// <summary>Both, for the log of deliveries.</summary>
    public string Told => Server is null ? Words : $"{Words} {Server}";

    /// <summary>The other side took it over.</summary>
    public sealed record Sent(string What, string Answer) : DeliveryAnswer(What, Answer);

    /// <summary>It is refused for good: sending it again the same way would not help.</summary>
    public sealed record Refused(string Why, string? Answer = null) : DeliveryAnswer(Why, Answer);

    /// <summary>It did not leave now. The reason may pass, or is in the settings and not in what is sent.</summary>
    /// <param name="Why">What happened.</param>
    /// <param name="Answer">The other side's own answer.</param>
    /// <param name="IsAboutServer">Whether nothing else would leave by the same server now.</param>
    public sealed record TryLater(string Why, string? Answer = null, bool IsAboutServer = false) : DeliveryAnswer(Why, Answer);
}
