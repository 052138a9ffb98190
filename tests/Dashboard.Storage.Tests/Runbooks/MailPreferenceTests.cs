using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

public sealed class MailPreferenceTests
{
    private static readonly AuditEvent Entry = new("mail-preferences-changed", "person:ada@example.org", "ada@example.org");

    [Theory, BothDatabases]
    public async Task What_a_person_wants_is_kept_whole_and_audited(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var preferences = new MailPreferences(test.Database);
        var wanted = new MailPreference { Person = "ada@example.org", Zone = "Asia/Tokyo", Digest = DigestRhythm.Daily, Weekday = DayOfWeek.Sunday, MinuteOfDay = 1439, Muted = [MailKind.Recovered, MailKind.Credit] };

        await preferences.SaveAsync(wanted with { MinuteOfDay = 0 }, Entry, Noon - 1);
        await preferences.SaveAsync(wanted, Entry, Noon);

        var read = await preferences.OfAsync("Ada@Example.org");
        Assert.Equal(wanted with { ChangedAtMs = Noon, Muted = read.Muted }, read);
        Assert.True(read.Muted.SetEquals(wanted.Muted));
        Assert.Equal(["ada@example.org"], (await preferences.AllAsync()).Keys);
        Assert.Equal(["2"], await test.Usage.QueryAsync("SELECT COUNT(*) FROM audit_entry WHERE kind = 'mail-preferences-changed'"));
    }

    [Theory, BothDatabases]
    public async Task A_kind_is_turned_off_once_and_on_again(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var preferences = new MailPreferences(test.Database);

        Assert.True(await preferences.MuteAsync("ada@example.org", MailKind.Digest, true, Entry, Noon));
        Assert.False(await preferences.MuteAsync("ada@example.org", MailKind.Digest, true, Entry, Noon));
        Assert.False((await preferences.OfAsync("ada@example.org")).Wants(MailKind.Digest));
        Assert.True(await preferences.MuteAsync("ada@example.org", MailKind.Digest, false, Entry, Noon));
        Assert.True((await preferences.OfAsync("ada@example.org")).Wants(MailKind.Digest));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => preferences.MuteAsync("ada@example.org", MailKind.System, true, Entry, Noon));
    }

    [Fact]
    public void Without_a_choice_finance_and_team_admins_get_a_weekly_digest()
    {
        var nobody = new MailPreference { Person = "ada@example.org" };

        Assert.Equal(DigestRhythm.Weekly, nobody.RhythmOf([new RoleGrant(Role.SeatHolder), new RoleGrant(Role.TeamAdmin, "Core")]));
        Assert.Equal(DigestRhythm.Weekly, nobody.RhythmOf([new RoleGrant(Role.Finance)]));
        Assert.Equal(DigestRhythm.None, nobody.RhythmOf([new RoleGrant(Role.Owner), new RoleGrant(Role.SeatHolder)]));
        Assert.Equal(DigestRhythm.Daily, (nobody with { Digest = DigestRhythm.Daily }).RhythmOf([]));
        Assert.Equal(DigestRhythm.None, (nobody with { Digest = DigestRhythm.Daily, Muted = [MailKind.Digest] }).RhythmOf([]));
        Assert.True(nobody.Wants(MailKind.System));
    }
}
