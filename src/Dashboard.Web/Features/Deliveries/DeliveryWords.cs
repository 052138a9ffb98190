namespace Dashboard.Web.Features.Deliveries;

/// <summary>Stored kinds in words.</summary>
internal static class DeliveryWords
{
    /// <summary><c>stages</c> is "Stage alert"; a kind without words of its own is its name: <c>month-end</c> is "Month end".</summary>
    public static string Kind(string kind) => kind switch
    {
        "" => kind,
        "stages" => "Stage alert",
        "approval" => "Approval request",
        "dead-man" => "No-data alarm",
        _ => char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' '),
    };
}
