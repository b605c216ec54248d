using System.Buffers.Binary;
using Ringback.Datagrams;
using Ringback.Datagrams.Stacks;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Rescue;

/// <summary>
/// An interface for the frames of a VLAN where the kernel cannot make one (containers, small kernels): a TAP device,
/// and this program puts tags on and takes them off. It goes with the program, whatever becomes of it.
/// </summary>
internal sealed class TagBridge : IDisposable
{
    private const ushort Dot1Q = 0x8100;
    private const int AddressesLength = 12, TagLength = 4, LongestFrame = 65_536;

    private readonly IFramePort _tap;
    private readonly IFramePort _cable;
    private readonly Thread _inwards;
    private readonly Thread _outwards;
    private volatile bool _ends;

    private TagBridge(string name, ushort vlan, IFramePort tap, IFramePort cable)
    {
        Name = name;
        _tap = tap;
        _cable = cable;
        _inwards = new Thread(Inwards) { IsBackground = true, Name = $"VLAN {vlan} in" };
        _outwards = new Thread(() => Outwards(vlan)) { IsBackground = true, Name = $"VLAN {vlan} out" };
        _inwards.Start();
        _outwards.Start();
    }

    /// <summary>The interface.</summary>
    internal string Name { get; }

    /// <summary>Makes it and switches it on, with the card's own MAC address.</summary>
    /// <returns>The bridge, or null; and why, for people.</returns>
    internal static async Task<(TagBridge? Bridge, string Because)> OpenAsync(
        NetworkCard card, ushort vlan, BenchSystem system)
    {
        string name = system.Setter.VlanName(card.Name, vlan);
        if (card.Hardware is not { } hardware || name == card.Name) return (null, $"{card.Name} has no VLANs.");
        if (!FramePorts.TryOpenVlan(card.Index, vlan, out IFramePort? cable, out string whyNot)) return (null, whyNot);
        if (!FramePorts.TryMakeInterface(name, out IFramePort? tap, out whyNot))
        {
            cable.Dispose();
            return (null, whyNot);
        }

        TagBridge bridge = new(name, vlan, tap, cable);
        ToolCommand[] commands =
        [
            new("ip", "link", "set", "dev", name, "address", $"{hardware}"), system.Setter.SwitchOn(name),
        ];
        foreach (ToolCommand command in commands)
        {
            ToolOutcome outcome = await system.Run(command, CancellationToken.None).ConfigureAwait(false);
            if (outcome.IsDone) continue;
            bridge.Dispose();
            return (null, outcome.Trouble ?? $"{command.Typed} failed: {outcome.Output}");
        }

        return (bridge, "this kernel has no interfaces for VLANs, so Ringback puts the tags on itself");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ends) return;
        _ends = true;
        _cable.Wake();
        _tap.Wake();
        _inwards.Join();
        _outwards.Join();
        _cable.Dispose();
        _tap.Dispose();
    }

    /// <summary>From the cable; the kernel has taken the tag off.</summary>
    private void Inwards()
    {
        byte[] buffer = new byte[LongestFrame];
        while (!_ends)
        {
            int length = _cable.Receive(buffer, Timeout.InfiniteTimeSpan);
            if (length > 0 && !_ends) _tap.Send(buffer.AsSpan(0, length));
        }
    }

    /// <summary>To the cable, with the tag between the addresses and the type.</summary>
    private void Outwards(ushort vlan)
    {
        byte[] buffer = new byte[LongestFrame];
        while (!_ends)
        {
            // Room for the tag is left before the frame, and the addresses are moved into it.
            int length = _tap.Receive(buffer.AsSpan(TagLength), Timeout.InfiniteTimeSpan);
            if (length < AddressesLength || _ends) continue;
            buffer.AsSpan(TagLength, AddressesLength).CopyTo(buffer);
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(AddressesLength), Dot1Q);
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(AddressesLength + 2), vlan);
            _cable.Send(buffer.AsSpan(0, length + TagLength));
        }
    }
}
