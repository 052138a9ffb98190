using System.Text.Json.Serialization;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Whose usage comes in under one name, from the decision's instant on. Source: docs/identities.md.</summary>
/// <param name="Kind">What kind of name.</param>
/// <param name="Value">The name.</param>
/// <param name="SeatId">The seat; null: nobody's by this name, whatever was decided before.</param>
public sealed record IdentityAssigned(IdentityKind Kind, string Value, int? SeatId) : IdentityDecision
{
    /// <summary>The name.</summary>
    [JsonIgnore]
    public Identity Identity => new(Kind, Value);
}
