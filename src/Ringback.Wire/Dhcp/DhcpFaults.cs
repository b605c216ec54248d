namespace Ringback.Wire.Dhcp;

/// <summary>Finds all that is wrong with the options at once.</summary>
internal static class DhcpFaults
{
    internal static IEnumerable<string> Of(DhcpServerOptions options)
    {
        if (options.Subnets.Count > DhcpLimits.MostRules)
            yield return $"There are {options.Subnets.Count} subnets; at most {DhcpLimits.MostRules} are possible.";
        if (options.Rules.Count > DhcpLimits.MostRules)
            yield return $"There are {options.Rules.Count} rules; at most {DhcpLimits.MostRules} are possible.";
        for (int i = 0; i < options.Subnets.Count; i++)
        {
            DhcpSubnet subnet = options.Subnets[i];
            for (int k = 0; k < i; k++)
            {
                Ipv4Network other = options.Subnets[k].Network;
                if (other.Overlaps(subnet.Network))
                    yield return $"The subnets {other} and {subnet.Network} overlap.";
            }

            foreach (string fault in OfSubnet(subnet)) yield return fault;
            foreach (string fault in OfOptions($"subnet {subnet.Network}", subnet.Options)) yield return fault;
        }

        foreach (string fault in OfOptions("the server", options.Options)) yield return fault;
        for (int i = 0; i < options.Rules.Count; i++)
        {
            foreach (string fault in OfOptions($"rule {i + 1}", options.Rules[i].Options)) yield return fault;
        }

        foreach (string fault in OfLimits(options.Limits)) yield return fault;
    }

    private static IEnumerable<string> OfSubnet(DhcpSubnet subnet)
    {
        long count = 0;
        for (int i = 0; i < subnet.Ranges.Count; i++)
        {
            DhcpRange range = subnet.Ranges[i];
            string name = $"The range {range.First}-{range.Last} of {subnet.Network}";
            if (range.Count < 1) yield return $"{name} ends before it begins.";
            if (!subnet.Network.Contains(range.First) || !subnet.Network.Contains(range.Last))
                yield return $"{name} leaves its network.";
            if (subnet.Ranges.Take(i).Any(other => other.First.Bits <= range.Last.Bits
                && range.First.Bits <= other.Last.Bits))
            {
                yield return $"{name} overlaps another range.";
            }

            count += range.Count;
        }

        if (count > DhcpLimits.LargestPool)
        {
            yield return $"The ranges of {subnet.Network} have {count} addresses; "
                + $"at most {DhcpLimits.LargestPool} are possible.";
        }

        foreach (DhcpRange left in subnet.Exclusions)
        {
            string name = $"The exclusion {left.First}-{left.Last} of {subnet.Network}";
            if (left.Count < 1) yield return $"{name} ends before it begins.";
            if (!subnet.Network.Contains(left.First) || !subnet.Network.Contains(left.Last))
                yield return $"{name} leaves its network.";
        }

        HashSet<Ipv4Address> addresses = [];
        HashSet<DhcpClientKey> clients = [];
        foreach (DhcpReservation reservation in subnet.Reservations)
        {
            string name = $"The reservation of {reservation.Address}";
            if (!subnet.Network.HasHost(reservation.Address))
                yield return $"{name} is no host's address in {subnet.Network}.";
            if (reservation.Hardware is null == (reservation.ClientIdentifier.Length == 0))
                yield return $"{name} wants either a MAC or a client identifier.";
            else if (!clients.Add(reservation.Key)) yield return $"{name} is a second one for the same client.";
            if (!addresses.Add(reservation.Address)) yield return $"{name} is there twice.";
        }
    }

    private static IEnumerable<string> OfOptions(string where, DhcpPhoneOptions options)
    {
        if (options.LeaseTime is { } lease && (lease < TimeSpan.FromSeconds(1) || lease.TotalSeconds > uint.MaxValue))
            yield return $"The lease time of {where} must be from a second to 136 years.";
        if (options.RenewAt is < 0 or > 1 || options.RebindAt is < 0 or > 1 || options.RenewAt > options.RebindAt)
            yield return $"Renewing comes before rebinding, and both within the lease; not so for {where}.";
        foreach (DhcpOption option in options.Others)
        {
            if (IsOurs(option.Code))
                yield return $"Option {option.Code} of {where} is set by the server itself.";
            else if (option.Value.Length > 0 && !DhcpOptionTable.Fits(option.Code, option.Value.Length))
                yield return $"Option {option.Code} of {where} cannot have {option.Value.Length} bytes.";
        }
    }

    private static IEnumerable<string> OfLimits(DhcpLimits limits)
    {
        int[] counts =
        [
            limits.AddressesPerHardware, limits.AddressesPerCircuit, limits.OffersOutstanding, limits.ProbesPending,
            limits.ProbesPerDiscover, limits.LongestClientIdentifier,
        ];
        if (counts.Any(count => count < 1)) yield return "A limit of less than one serves nobody.";
        if (limits.KeptForPhones < 0 || limits.KnownClients < 0) yield return "A limit is less than nothing.";
        TimeSpan[] times =
        [
            limits.OfferTime, limits.ProbeTime, limits.QuarantineTime, limits.ShortestLease, limits.FirstLease,
        ];
        if (times.Any(time => time <= TimeSpan.Zero)) yield return "A time of the limits is not positive.";
    }

    /// <summary>The protocol's own options, whose values follow from the message.</summary>
    private static bool IsOurs(byte code) => code is DhcpOptionCode.Pad or DhcpOptionCode.End
        or (>= DhcpOptionCode.RequestedAddress and <= DhcpOptionCode.RebindingTime)
        or DhcpOptionCode.ClientIdentifier or DhcpOptionCode.RelayInformation;
}
