using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>A packet socket, packet(7).</summary>
internal sealed unsafe class PacketPort : IFramePort
{
    // ETH_P_ALL.
    private const ushort AllFrames = 0x0003;

    private readonly WakeableFile _file;
    private readonly bool _keepsTags;

    private PacketPort(WakeableFile file, bool keepsTags)
    {
        _file = file;
        _keepsTags = keepsTags;
    }

    private enum Hearing
    {
        /// <summary>What is for this machine.</summary>
        Usual,

        /// <summary>What is for others, too.</summary>
        Everybody,

        /// <summary>The same, with the VLAN tag that the kernel takes out.</summary>
        WithTags,
    }

    internal static bool TryOpen(int interfaceIndex, ushort etherType, ushort udpPort,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot) => TryOpen(
        interfaceIndex, etherType, udpPort == 0 ? [] : PacketFilter.UdpTo(udpPort), Hearing.Usual, out port,
        out whyNot);

    /// <summary>All frames that ask or tell, with their tags, even those for other machines.</summary>
    internal static bool TryOpenQuestions(int interfaceIndex, ReadOnlySpan<ushort> ports,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot) => TryOpen(
        interfaceIndex, AllFrames, PacketFilter.Questions(ports), Hearing.WithTags, out port, out whyNot);

    /// <summary>All frames of one VLAN, without their tag.</summary>
    internal static bool TryOpenVlan(
        int interfaceIndex, ushort vlan, [NotNullWhen(true)] out IFramePort? port, out string whyNot) => TryOpen(
        interfaceIndex, AllFrames, PacketFilter.OfVlan(vlan), Hearing.Everybody, out port, out whyNot);

    private static bool TryOpen(int interfaceIndex, ushort etherType, FilterInstruction[] filter, Hearing hearing,
        [NotNullWhen(true)] out IFramePort? port, out string whyNot)
    {
        port = null;
        // Protocol 0 receives nothing: until it is bound, the socket would hear every interface.
        int socket = PacketCalls.Open(PacketCalls.Packet, PacketCalls.RawNonBlockingCloseOnExec, 0);
        LinkAddress address = new()
        {
            Family = PacketCalls.Packet,
            Protocol = BinaryPrimitives.ReverseEndianness(etherType),
            Interface = interfaceIndex,
        };
        bool isOpen = socket >= 0 && (filter.Length == 0 || Attach(socket, filter))
            && (hearing is Hearing.Usual || HearEverybody(socket, interfaceIndex))
            && PacketCalls.Bind(socket, &address, (uint)sizeof(LinkAddress)) == 0;
        if (!WakeableFile.TryTake(socket, isOpen, out WakeableFile? file, out int error))
        {
            whyNot = Explain(error, interfaceIndex);
            return false;
        }

        port = new PacketPort(file, hearing is Hearing.WithTags);
        whyNot = "";
        return true;
    }

    public bool Send(ReadOnlySpan<byte> frame)
    {
        lock (_file.Closing)
        {
            if (_file.IsClosed) return false;
            fixed (byte* bytes = frame)
            {
                nint sent;
                do
                {
                    sent = PacketCalls.Send(_file.Number, bytes, (nuint)frame.Length, Libc.DoNotWait);
                }
                while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
                return sent == frame.Length;
            }
        }
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        if (!_file.Await(longest)) return 0;
        if (_keepsTags) return ReceiveTagged(frame);
        LinkAddress from;
        uint fromLength = (uint)sizeof(LinkAddress);
        fixed (byte* bytes = frame)
        {
            nint length = PacketCalls.Receive(
                _file.Number, bytes, (nuint)frame.Length, Libc.DoNotWait, &from, &fromLength);
            return length <= 0 || from.PacketType == PacketCalls.Outgoing ? 0 : (int)length;
        }
    }

    public void Wake() => _file.Wake();

    public void Dispose() => _file.Dispose();

    /// <summary>The kernel takes a tag out and notes it aside; here it is put back where it was.</summary>
    private int ReceiveTagged(Span<byte> frame)
    {
        const int MostNotes = 64;
        LinkAddress from;
        byte* notes = stackalloc byte[MostNotes];
        fixed (byte* bytes = frame)
        {
            IoVector vector = new() { Base = bytes, Length = (nuint)frame.Length };
            MessageHeader message = new()
            {
                Name = (byte*)&from, NameLength = (ulong)sizeof(LinkAddress), Vectors = &vector, VectorCount = 1,
                Control = notes, ControlLength = MostNotes,
            };
            nint length = PacketCalls.ReceiveMessage(_file.Number, &message, Libc.DoNotWait);
            if (length <= 0 || from.PacketType == PacketCalls.Outgoing) return 0;
            return FrameTag.PutBack(
                frame, (int)length, new ReadOnlySpan<byte>(notes, (int)Math.Min(message.ControlLength, MostNotes)));
        }
    }

    private static bool HearEverybody(int socket, int interfaceIndex)
    {
        int yes = 1;
        LinkMembership all = new() { Interface = interfaceIndex, Kind = PacketCalls.Promiscuous };
        // Kernels before 4.20 show what this machine sends; that is left out after receiving, too.
        _ = PacketCalls.SetOption(socket, PacketCalls.LevelPacket, PacketCalls.IgnoreOutgoing, &yes, sizeof(int));
        return PacketCalls.SetOption(
                socket, PacketCalls.LevelPacket, PacketCalls.TellAuxiliaryData, &yes, sizeof(int)) == 0
            && PacketCalls.SetOption(socket, PacketCalls.LevelPacket, PacketCalls.AddMembership, &all,
                (uint)sizeof(LinkMembership)) == 0;
    }

    private static bool Attach(int socket, FilterInstruction[] instructions)
    {
        fixed (FilterInstruction* first = instructions)
        {
            FilterProgram program = new() { Count = (ulong)instructions.Length, Instructions = first };
            return PacketCalls.SetOption(socket, PacketCalls.LevelSocket, PacketCalls.AttachFilter, &program,
                (uint)sizeof(FilterProgram)) == 0;
        }
    }

    internal static string Explain(int error, int interfaceIndex) => error switch
    {
        PacketCalls.NotPermitted or PacketCalls.AccessDenied =>
            "Raw Ethernet frames need root or the capability CAP_NET_RAW.",
        PacketCalls.NoDevice or PacketCalls.NoSuchAddress => $"There is no network interface {interfaceIndex}.",
        _ => $"Raw Ethernet frames are not possible: {new Win32Exception(error).Message}.",
    };
}
