using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>Where a person begins: on the page that answers their question.</summary>
public sealed class FirstPages(Database database)
{
    /// <summary>The page for whoever has no role yet, or a role and no seat.</summary>
    public const string Welcome = "welcome";

    private const int MostOwners = 5;

    /// <summary>The address relative to the base; empty for Overview.</summary>
    public async Task<string> AddressAsync(Access access, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        return access.Can(Right.SeeFigures) ? ""
            : access.Is(Role.TeamAdmin) ? "seats"
            : access.Is(Role.SeatHolder) && (await database.Decisions.CurrentAsync(cancellationToken)).SeatOf(access.Person) is { } seat ? $"seats/{Uri.EscapeDataString(seat.Email)}"
            : access.Can(Right.ManageSources) ? "sources"
            : Welcome;
    }

    /// <summary>E-mails of owners, whom to ask for a role.</summary>
    public async Task<IReadOnlyList<string>> OwnersAsync(CancellationToken cancellationToken = default) =>
        [.. (await database.Decisions.CurrentAsync(cancellationToken)).Roles
            .Where(p => p.Value.Any(g => g.Role == Role.Owner)).Select(p => p.Key).Order(StringComparer.Ordinal).Take(MostOwners)];
}
