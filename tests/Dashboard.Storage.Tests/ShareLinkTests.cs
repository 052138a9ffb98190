using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Tests;

public sealed class ShareLinkTests
{
    private const long Now = 1_763_562_000_000;

    /// <summary>The trail's own first entry.</summary>
    private const int Begins = 1;

    private static readonly AuditEvent Entry = new("share-opened", "share-link:1", "share-link:1");

    [Theory, BothDatabases]
    public async Task A_link_is_opened_until_it_is_revoked_or_expires_and_each_step_is_in_the_trail(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var links = new StoredShareLinks(test.Database);
        var ids = new List<int>();
        foreach (var first in (byte[])[1, 2, 3])
        {
            await links.AddAsync(
                new ShareLinkRow { TokenHash = Hash(first), Kind = ShareKind.Ledger, FirstDay = 20_000, GroupedBy = "team", MadeBy = "ada@example.org", MadeAtMs = Now, Purpose = "why", ExpiresAtMs = Now + (first * 1_000) },
                id =>
                {
                    ids.Add(id);
                    return new AuditEvent("share-made", $"share-link:{id}", "ada@example.org");
                });
        }

        Assert.True(await links.OpenAsync(ids[0], Now + 999, Entry));
        Assert.False(await links.OpenAsync(ids[0], Now + 1_000, Entry));
        Assert.True(await links.OpenAsync(ids[1], Now, Entry));
        Assert.True(await links.OpenAsync(ids[1], Now + 1, Entry));
        Assert.True(await links.RevokeAsync(ids[1], Now + 2, Entry));
        Assert.False(await links.RevokeAsync(ids[1], Now + 3, Entry));
        Assert.False(await links.OpenAsync(ids[1], Now + 3, Entry));

        var second = (await links.FindAsync(Hash(2)))!;
        Assert.Equal((2, Now + 1, Now + 2), (second.OpenedCount, second.LastOpenedAtMs, second.RevokedAtMs));
        Assert.Null(await links.FindAsync(Hash(9)));
        Assert.Equal([ids[2], ids[1], ids[0]], (await links.ListAsync(Now + 1_500, 10)).Select(l => l.Id));
        Assert.Equal([ids[2], ids[0]], (await links.ListAsync(Now, 2)).Select(l => l.Id));
        Assert.Equal(2, await links.CountOpenAsync(Now));
        Assert.Equal(Begins + 3 + 4, (await test.Database.Audit.VerifyAsync()).Entries);
    }

    private static byte[] Hash(byte first) => [first, .. new byte[31]];
}
