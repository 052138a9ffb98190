using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The step of the last authenticator code of each account.</summary>
public sealed class StoredCodeSteps(Database database)
{
    /// <summary>Uses a step up. False when it or a later one was used before: of two requests with one code only one gets through.</summary>
    public async Task<bool> UseAsync(string userId, long step, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Users.Where(u => u.Id == userId && u.LastCodeStep < step).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastCodeStep, step), cancellationToken) == 1;
    }
}
