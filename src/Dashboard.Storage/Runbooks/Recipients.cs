using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>Who gets which mail: the stage names roles and addresses, people mute kinds. Addresses in lower case, each once.</summary>
internal sealed class Recipients
{
    private readonly Organisation _organisation;
    private readonly Dictionary<string, HashSet<string>> _muted;
    private readonly List<string> _finance;
    private readonly List<string> _owners;
    private readonly ILookup<string, string> _teamAdmins;

    private Recipients(Organisation organisation, Dictionary<string, HashSet<string>> muted)
    {
        _organisation = organisation;
        _muted = muted;
        _finance = Holding(Role.Finance);
        _owners = Holding(Role.Owner);
        _teamAdmins = organisation.Roles.SelectMany(p => p.Value.Where(g => g.Role is Role.TeamAdmin).Select(g => (g.Team, Person: p.Key))).ToLookup(g => g.Team!, g => g.Person, StringComparer.Ordinal);
    }

    public static async Task<Recipients> ReadAsync(Sql sql, Organisation organisation) => new(
        organisation,
        (await sql.QueryAsync("SELECT person, muted FROM mail_preference WHERE muted <> ''", r => (Person: r.GetString(0), Kinds: r.GetString(1))))
            .ToDictionary(p => p.Person, p => p.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>The same preferences with the roles of another moment.</summary>
    public Recipients In(Organisation organisation) => ReferenceEquals(organisation.Roles, _organisation.Roles) ? this : new(organisation, _muted);

    /// <summary>The people with a role for the whole organisation.</summary>
    public IReadOnlyList<string> With(params IReadOnlyList<Role> roles) => [.. roles.SelectMany(Holding).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The admins of a team.</summary>
    public IEnumerable<string> AdminsOf(string? team) => team is null ? [] : _teamAdmins[team];

    /// <summary>Whether the person wants mails of the kind.</summary>
    public bool Wants(string person, MailKind kind) => kind is MailKind.System || !(_muted.TryGetValue(person, out var kinds) && kinds.Contains(kind.ToString()));

    /// <summary>
    /// The addresses that a crossing is mailed to. What was found passed is no news to the holder; owners read of it, unless the account stood in a
    /// higher stage already, and nobody who was told of that one.
    /// </summary>
    public IEnumerable<string> Of(NewCrossing crossing)
    {
        var all = Named(crossing.Stage, crossing, withHolder: crossing.Decision.Move is not StageMove.Seeded);
        if (crossing.Decision.Move is StageMove.Seeded)
        {
            all.UnionWith(crossing.Beyond.IsEmpty ? _owners : []);
            all.ExceptWith(crossing.Beyond.SelectMany(stage => Named(stage, crossing, withHolder: true)));
        }

        return all.Where(person => Wants(person, crossing.MailKind));
    }

    /// <summary>Whom a stage names, for the account of a crossing. Of a shadow cycle only owners and finance hear.</summary>
    private HashSet<string> Named(RunbookStage stage, NewCrossing crossing, bool withHolder)
    {
        if (crossing.IsShadow)
        {
            return [.. _owners, .. _finance];
        }

        var all = new HashSet<string>(StringComparer.Ordinal);
        if (withHolder && stage.Mail.HasFlag(StageMail.SeatHolder) && crossing is { Seat: { } seat, Account.IsActive: true })
        {
            all.Add(seat.Email);
        }

        all.UnionWith(stage.Mail.HasFlag(StageMail.TeamAdmins) ? AdminsOf(crossing.Team) : []);
        all.UnionWith(stage.Mail.HasFlag(StageMail.Finance) ? _finance : []);

        // The shared account has no holder and no team: whoever would hear of it are the owners.
        all.UnionWith(stage.Mail.HasFlag(StageMail.Owners) || (crossing.Seat is null && (stage.Mail & (StageMail.SeatHolder | StageMail.TeamAdmins)) != 0) ? _owners : []);
        all.UnionWith(stage.ExtraMail.Select(m => m.Trim().ToLowerInvariant()));
        return all;
    }

    private List<string> Holding(Role role) => [.. _organisation.Roles.Where(p => p.Value.Any(g => g.Role == role)).Select(p => p.Key).Order(StringComparer.Ordinal)];
}
