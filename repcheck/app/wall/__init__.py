"""What the pages of ``repcheck serve`` show: use cases over the monitor's memory. They ask nobody."""
