namespace Dashboard.Web.Features.Deliveries;

/// <summary>Stored kinds in words.</summary>
internal static class DeliveryWords
{
    /// <summary><c>dead-man</c> is "Dead man", <c>stages</c> is "Stages".</summary>
    public static string Kind(string kind) => kind.Length == 0 ? kind : char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' ');
}
