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

    /// <summary>The addresses that a crossing is mailed to. Of a shadow cycle only owners and finance hear; what was found passed is no news to the holder.</summary>
    public IEnumerable<string> Of(NewCrossing crossing)
    {
        var mail = crossing.Stage.Mail;
        var all = new List<string>();
        if (crossing.IsShadow)
        {
            all.AddRange(_owners);
            all.AddRange(_finance);
        }
        else
        {
            if (mail.HasFlag(StageMail.SeatHolder) && crossing.Decision.Move is not StageMove.Seeded && crossing is { Seat: { } seat, Account.IsActive: true })
            {
                all.Add(seat.Email);
            }

            if (mail.HasFlag(StageMail.TeamAdmins))
            {
                all.AddRange(AdminsOf(crossing.Team));
            }

            if (mail.HasFlag(StageMail.Finance))
            {
                all.AddRange(_finance);
            }

            if (mail.HasFlag(StageMail.Owners) || crossing.Decision.Move is StageMove.Seeded || (crossing.Seat is null && (mail & (StageMail.SeatHolder | StageMail.TeamAdmins)) != 0))
            {
                all.AddRange(_owners);
            }

            all.AddRange(crossing.Stage.ExtraMail.Select(m => m.Trim().ToLowerInvariant()));
        }

        return all.Distinct(StringComparer.Ordinal).Where(person => Wants(person, crossing.MailKind));
    }

    private List<string> Holding(Role role) => [.. _organisation.Roles.Where(p => p.Value.Any(g => g.Role == role)).Select(p => p.Key).Order(StringComparer.Ordinal)];
}
