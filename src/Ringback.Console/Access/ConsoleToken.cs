using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ringback.Journal;
using Ringback.Workbench.Disk;

namespace Ringback.Console.Access;

/// <summary>
/// What somebody types to come in from another computer. Only its hash is kept: it is random and long, so that nobody
/// finds it by trying, and shown once. A session is a text that only who knows the kept secret can have signed, so that
/// it lives on when the program starts anew.
/// </summary>
internal sealed class ConsoleToken
{
    private const string FileName = "console.token.json";

    // Twenty signs of an alphabet of 32: 100 bits.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Signs = 20;

    private readonly byte[] _hash;
    private readonly byte[] _secret;
    private readonly TimeProvider _time;

    private ConsoleToken(byte[] hash, byte[] secret, TimeProvider time)
    {
        _hash = hash;
        _secret = secret;
        _time = time;
    }

    /// <summary>How long somebody stays in.</summary>
    internal static TimeSpan Stay { get; } = TimeSpan.FromDays(30);

    /// <summary>Takes the one that is kept, or makes one.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="isNew">True to make one in any case.</param>
    /// <param name="time">The clock.</param>
    /// <param name="shown">The token, when it was made now: it is shown once and never again.</param>
    internal static ConsoleToken Open(string folder, bool isNew, TimeProvider time, out string? shown)
    {
        string path = Path.Combine(folder, FileName);
        shown = null;
        if (!isNew && ReadKept(path) is { } kept) return new ConsoleToken(kept.Hash, kept.Secret, time);
        shown = RandomNumberGenerator.GetString(Alphabet, Signs);
        byte[] hash = Hash(shown), secret = RandomNumberGenerator.GetBytes(32);
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(new Kept(hash, secret)), overwrites: true,
            OwnFiles.FileMode);
        return new ConsoleToken(hash, secret, time);
    }

    /// <summary>True for the token.</summary>
    internal bool Is(string? text) =>
        text is not null && CryptographicOperations.FixedTimeEquals(Hash(text.Trim()), _hash);

    /// <summary>A session that begins now.</summary>
    internal string BeginSession()
    {
        long until = (_time.GetUtcNow() + Stay).ToUnixTimeSeconds();
        return $"{until}.{Sign(until)}";
    }

    /// <summary>True for a session that has not ended.</summary>
    internal bool IsSession(string? text)
    {
        if (text is null || text.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot)) return false;
        return long.TryParse(text.AsSpan(0, dot), out long until)
            && until > _time.GetUtcNow().ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(text[(dot + 1)..]), Encoding.ASCII.GetBytes(Sign(until)));
    }

    private string Sign(long until) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            _secret, Encoding.ASCII.GetBytes($"{until} {Convert.ToHexStringLower(_hash)}")));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Kept? ReadKept(string path)
    {
        try
        {
            Kept? kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path));
            return kept is { Hash.Length: 32, Secret.Length: 32 } ? kept : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // None is kept, or nobody can read what is: a new one is made and shown.
            return null;
        }
    }

    private sealed record Kept(byte[] Hash, byte[] Secret);
}
