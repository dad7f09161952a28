"""What every page shares: who looks, who may, how it is drawn, what happens when it fails."""
