use nalgebra::{DMatrix, DVector, SymmetricEigen};
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use crate::features::{Feature, FeatureVector};
use crate::window::Moments;

/// How much of the correlations is given up for a stable inverse.
const SHRINKAGE: f64 = 0.1;
/// Features that hardly vary must not make every prompt an outlier.
const LEAST_DEVIATION: f64 = 0.02;

/// How unusual a prompt is.
#[derive(Debug, Clone, PartialEq)]
pub struct Anomaly {
    /// Its distance from the window's mean, in standard deviations along the
    /// window's own axes (Mahalanobis).
    pub distance: f64,
    /// How likely a prompt of the same stream is as far off or farther.
    pub p_value: f64,
    /// The feature that is farthest off.
    pub driver: Feature,
}

/// Compares `row` with the window that it is not yet part of.
pub(crate) fn compare(moments: &Moments, row: &FeatureVector) -> Anomaly {
    let deviations = deviations(moments);
    let z = DVector::from_fn(Feature::COUNT, |i, _| {
        (row[i] - moments.mean[i]) / deviations[i]
    });
    let squared = squared_distance(correlations(moments, &deviations), &z);
    Anomaly {
        distance: squared.sqrt(),
        p_value: p_value(squared, moments.samples),
        driver: Feature::ALL[z.iamax()],
    }
}

fn deviations(moments: &Moments) -> DVector<f64> {
    DVector::from_fn(Feature::COUNT, |i, _| {
        moments.covariance[[i, i]].sqrt().max(LEAST_DEVIATION)
    })
}

fn correlations(moments: &Moments, deviations: &DVector<f64>) -> DMatrix<f64> {
    DMatrix::from_fn(Feature::COUNT, Feature::COUNT, |i, j| {
        if i == j {
            1.0
        } else {
            (1.0 - SHRINKAGE) * moments.covariance[[i, j]] / (deviations[i] * deviations[j])
        }
    })
}

/// The length of `z` along the axes of `correlations`, each in its own unit.
fn squared_distance(correlations: DMatrix<f64>, z: &DVector<f64>) -> f64 {
    let axes = SymmetricEigen::new(correlations);
    let along = axes.eigenvectors.tr_mul(z);
    along
        .iter()
        .zip(axes.eigenvalues.iter())
        .map(|(length, variance)| length * length / variance.max(SHRINKAGE))
        .sum()
}

/// Hotelling's test for one new observation against a sample.
fn p_value(squared: f64, samples: usize) -> f64 {
    let (n, k) = (samples as f64, Feature::COUNT as f64);
    let statistic = squared * n * (n - k) / (k * (n * n - 1.0));
    FisherSnedecor::new(k, n - k).map_or(1.0, |f| f.sf(statistic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::Window;
    use approx::assert_relative_eq;

    /// A window whose first two features rise and fall together.
    fn moments() -> Moments {
        let mut window = Window::new(64);
        for number in 0..40_u32 {
            let wave = f64::from(number % 8);
            let other = f64::from(number % 5);
            window.push([wave, wave + 0.1 * other, other, -other, 1.0]);
        }
        window.moments().unwrap()
    }

    #[test]
    fn the_mean_is_not_unusual() {
        let moments = moments();
        let row = std::array::from_fn(|i| moments.mean[i]);
        let anomaly = compare(&moments, &row);
        assert_relative_eq!(anomaly.distance, 0.0);
        assert_relative_eq!(anomaly.p_value, 1.0);
    }

    #[test]
    fn names_what_is_farthest_off() {
        let moments = moments();
        let mut row: FeatureVector = std::array::from_fn(|i| moments.mean[i]);
        row[2] += 30.0;
        let anomaly = compare(&moments, &row);
        assert_eq!(anomaly.driver, Feature::Digits);
        assert!(anomaly.p_value < 1e-6, "{anomaly:?}");
    }

    #[test]
    fn against_the_correlation_is_farther_than_along_it() {
        let moments = moments();
        let mean: FeatureVector = std::array::from_fn(|i| moments.mean[i]);
        let along = [mean[0] + 2.0, mean[1] + 2.0, mean[2], mean[3], mean[4]];
        let against = [mean[0] + 2.0, mean[1] - 2.0, mean[2], mean[3], mean[4]];
        assert!(compare(&moments, &along).distance < compare(&moments, &against).distance);
    }

    #[test]
    fn the_test_agrees_with_its_table() {
        // F(5, 20) exceeds 2.71 in 5 % of all cases.
        let (n, k) = (25.0, 5.0);
        let squared = 2.71 * k * (n * n - 1.0) / (n * (n - k));
        assert_relative_eq!(p_value(squared, 25), 0.05, epsilon = 1e-3);
    }
}
