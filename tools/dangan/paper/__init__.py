"""Forms on paper: covers, lists, slips and labels as PDF, from records or blank."""
