using System.Security.Cryptography;

namespace Dashboard.Web.Deliveries;

/// <summary>What this process is called in the outbox. Two processes never have one name, also on one machine.</summary>
/// <param name="Name">The machine and something random.</param>
public sealed record DeliveryNode(string Name)
{
    /// <summary>A name for this process.</summary>
    public static DeliveryNode OfThisProcess() => new($"{Environment.MachineName}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
}
