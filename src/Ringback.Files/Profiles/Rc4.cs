namespace Ringback.Files.Profiles;

/// <summary>
/// The stream that old phones mix into their profiles. It protects nothing today, and the platform has left it out for
/// that reason; it is here because the phones know nothing else.
/// </summary>
/// <remarks>The usual key schedule; checked with the vectors of RFC 6229.</remarks>
internal static class Rc4
{
    internal static void Apply(ReadOnlySpan<byte> key, Span<byte> data)
    {
        Span<byte> state = stackalloc byte[256];
        for (int i = 0; i < state.Length; i++) state[i] = (byte)i;
        for (int i = 0, j = 0; i < state.Length; i++)
        {
            j = j + state[i] + key[i % key.Length] & 0xFF;
            (state[i], state[j]) = (state[j], state[i]);
        }

        byte a = 0, b = 0;
        foreach (ref byte value in data)
        {
            b += state[++a];
            (state[a], state[b]) = (state[b], state[a]);
            value ^= state[(byte)(state[a] + state[b])];
        }
    }
}
