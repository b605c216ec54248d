namespace Ringback.Workbench.Rights;

/// <summary>The parts of root's power that a workbench may need, by their numbers in Linux (capabilities(7)).</summary>
[Flags]
internal enum Capability
{
    None = 0,

    /// <summary>CAP_NET_BIND_SERVICE: the ports 67, 69 and others below 1024.</summary>
    LowPorts = 1 << 10,

    /// <summary>
    /// CAP_NET_ADMIN: telling the kernel who is behind an address that has just been lent, and putting an address on a
    /// card and taking it away.
    /// </summary>
    Network = 1 << 12,

    /// <summary>CAP_NET_RAW: whole Ethernet frames, for asking by ARP who has an address.</summary>
    RawFrames = 1 << 13,
}

/// <summary>What is said of capabilities.</summary>
internal static class CapabilityWords
{
    /// <summary>Each right of root's in words, those that a workbench never needs as one.</summary>
    internal static IReadOnlyList<string> Of(ulong held)
    {
        List<string> words = [];
        Add(Capability.LowPorts, "low ports");
        Add(Capability.RawFrames, "raw frames");
        Add(Capability.Network, "the network's settings");
        if (held != 0) words.Add($"others ({held:x})");
        return words;

        void Add(Capability one, string word)
        {
            if ((held & (ulong)one) == 0) return;
            held &= ~(ulong)one;
            words.Add(word);
        }
    }
}
